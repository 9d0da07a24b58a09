namespace SagaDsl.TestKit;

/// <summary>Finds files of the repository that the tests were built in.</summary>
public static class Repository
{
    /// <summary>The repository's root folder.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The path of a file or folder, given in parts from the root.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    // From the output folder, not from a caller's path: continuous integration builds map source paths.
    private static string Find(string? folder)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "SagaDsl.sln")))
                return folder;
        }

        throw new InvalidOperationException("The tests run outside the repository: no SagaDsl.sln above their output folder.");
    }
}
