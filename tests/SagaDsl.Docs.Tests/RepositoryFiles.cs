namespace SagaDsl.Docs.Tests;

/// <summary>The files that people wrote: none of what a build makes.</summary>
internal static class RepositoryFiles
{
    /// <summary>The files of some kinds, by their paths from the root.</summary>
    public static IEnumerable<string> Of(params string[] extensions) =>
        Under(Repository.Root).Where(file => extensions.Contains(Path.GetExtension(file)))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Under(string folder) =>
        Directory.EnumerateFiles(folder).Concat(Directory.EnumerateDirectories(folder).Where(IsWritten).SelectMany(Under));

    private static bool IsWritten(string folder) => Path.GetFileName(folder) is not ("bin" or "obj" or "artifacts") and not ['.', ..];
}
