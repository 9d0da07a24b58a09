namespace SagaDsl.Analyzers;

/// <summary>Where the page of each rule is.</summary>
internal static class HelpLinks
{
    /// <summary>The pages under <c>docs/rules/</c>, as published.</summary>
    public const string Base = "https://sagadsl.dev/rules/";

    public static string For(string id) => Base + id;
}
