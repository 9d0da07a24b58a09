using System.Reflection;

namespace SagaDsl.Package.Tests;

/// <summary>What the build wrote down about itself.</summary>
internal static class BuildFacts
{
    public static string Repository { get; } = Of(nameof(Repository));

    public static string Configuration { get; } = Of(nameof(Configuration));

    public static string Version { get; } = Of(nameof(Version));

    private static string Of(string key) =>
        typeof(BuildFacts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(fact => fact.Key == key).Value!;
}
