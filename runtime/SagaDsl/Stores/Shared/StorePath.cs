namespace SagaDsl.Stores;

/// <summary>The file of a store, from what a person wrote: a path, or a connection string that names nothing else.</summary>
internal static class StorePath
{
    /// <param name="path">What was written.</param>
    /// <param name="store">The store, for messages.</param>
    /// <param name="keywords">The keywords that name the file in the store's connection strings.</param>
    /// <exception cref="ArgumentException">It names no file, or says more than a file.</exception>
    public static string Parse(string path, string store, params ReadOnlySpan<string> keywords)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var file = IsConnectionString(path, keywords) ? FileOf(path, store, keywords) : path;
        if (file.StartsWith(':') || file.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"'{file}' names no file. {store} keeps sagas in a file: give its path. To keep them in memory, choose UseMemory().",
                nameof(path));
        if (Path.EndsInDirectorySeparator(file))
            throw new ArgumentException($"'{file}' names a folder. Give the path of a file: '{file}sagas.db'.", nameof(path));
        return Path.GetFullPath(file);
    }

    private static bool IsConnectionString(string text, ReadOnlySpan<string> keywords)
    {
        foreach (var part in text.Split(';'))
        {
            if (part.IndexOf('=') is var at and > 0 && Contains(keywords, part[..at].Trim()))
                return true;
        }

        return false;
    }

    private static string FileOf(string path, string store, ReadOnlySpan<string> keywords)
    {
        string? file = null;
        foreach (var part in path.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=');
            var keyword = at < 0 ? part : part[..at].TrimEnd();
            if (at < 0 || !Contains(keywords, keyword))
                throw new ArgumentException(
                    $"'{keyword}' in '{Named(path, store)}' is not understood: {store} takes the path of a file, " +
                    $"and sets the rest itself. Leave '{keyword}' out.", nameof(path));
            if (file is not null)
                throw new ArgumentException($"The connection string names two files: {store} takes the path of one.", nameof(path));
            file = Unquoted(part[(at + 1)..].TrimStart());
        }

        return string.IsNullOrWhiteSpace(file)
            ? throw new ArgumentException($"'{path}' names no file. {store} keeps sagas in a file: give its path. To keep them in memory, choose UseMemory().",
                nameof(path))
            : file;
    }

    // A password is not repeated in a message.
    private static string Named(string text, string store) =>
        text.Contains("password", StringComparison.OrdinalIgnoreCase) ? $"the connection string of {store}" : text;

    private static string Unquoted(string value) =>
        value.Length >= 2 && value[0] == value[^1] && value[0] is '"' or '\'' ? value[1..^1] : value;

    private static bool Contains(ReadOnlySpan<string> keywords, string word)
    {
        foreach (var keyword in keywords)
        {
            if (keyword.Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
