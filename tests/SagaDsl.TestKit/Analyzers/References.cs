using Microsoft.CodeAnalysis;

namespace SagaDsl.TestKit.Analyzers;

/// <summary>What a tested source is compiled against: the platform this test runs on, and SagaDsl itself.</summary>
internal static class References
{
    /// <summary>Every platform assembly the host was started with, read once.</summary>
    public static IReadOnlyList<MetadataReference> All { get; } = Load();

    private static List<MetadataReference> Load()
    {
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return [
            .. platform.Where(p => p.StartsWith(framework, StringComparison.Ordinal)).Select(p => MetadataReference.CreateFromFile(p)),
            MetadataReference.CreateFromFile(typeof(SagaAttribute).Assembly.Location),
            .. Of(typeof(Microsoft.Extensions.DependencyInjection.IServiceCollection)),
            .. Of(typeof(Microsoft.Extensions.Logging.ILogger)),
            .. Of(typeof(Microsoft.Extensions.Hosting.IHostedService)),
        ];
    }

    private static IEnumerable<MetadataReference> Of(Type type) => [MetadataReference.CreateFromFile(type.Assembly.Location)];
}
