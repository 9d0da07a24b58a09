namespace SagaDsl.Docs.Tests;

/// <summary>The pages of the repository.</summary>
internal static class Pages
{
    /// <summary>Every page, by its path from the root.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md").Concat(Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    public static string[] Lines(string page) => File.ReadAllLines(Repository.PathOf(page));
}
