using System.Reflection;

namespace SagaDsl.Analyzers;

/// <summary>Where the page of each rule is: in the repository whose address the build was given (<c>RepositoryUrl</c>), or nowhere.</summary>
internal static class HelpLinks
{
    private static readonly string? Repository = typeof(HelpLinks).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(fact => fact.Key == "RepositoryUrl")?.Value;

    /// <summary>The page of a rule; null where no address is known.</summary>
    public static string? For(string id) => For(Repository, id);

    internal static string? For(string? repository, string id) =>
        string.IsNullOrEmpty(repository) ? null : $"{repository!.TrimEnd('/')}/blob/HEAD/docs/rules/{id}.md";
}
