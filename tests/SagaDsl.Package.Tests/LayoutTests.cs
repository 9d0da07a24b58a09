namespace SagaDsl.Package.Tests;

[Collection(PackedPackages.Once)]
public sealed class LayoutTests(PackedPackages packages)
{
    [Fact]
    public void TheMainPackageCarriesTheRuntimeAndTheCompileTimeHalfForBothCompilers() =>
        Assert.Equal(
            [
                "README.md",
                "SagaDsl.nuspec",
                "analyzers/dotnet/roslyn4.14/cs/SagaDsl.Analyzers.dll",
                "analyzers/dotnet/roslyn4.14/cs/SagaDsl.CodeFixes.dll",
                "analyzers/dotnet/roslyn4.14/cs/SagaDsl.Generator.dll",
                "analyzers/dotnet/roslyn4.8/cs/SagaDsl.Analyzers.dll",
                "analyzers/dotnet/roslyn4.8/cs/SagaDsl.Generator.dll",
                "lib/net8.0/SagaDsl.dll",
                "lib/net8.0/SagaDsl.xml",
            ],
            packages.Files("SagaDsl"));

    [Theory]
    [MemberData(nameof(PackedPackages.Beside), MemberType = typeof(PackedPackages))]
    public void APackageBesideTheMainOneCarriesItsLibraryOnly(string id) =>
        Assert.Equal(["README.md", $"{id}.nuspec", $"lib/net8.0/{id}.dll", $"lib/net8.0/{id}.xml"], packages.Files(id));

    [Fact]
    public void NothingOfTheCompilerIsADependencyAtRunTime() =>
        Assert.Equal(
            [
                "Microsoft.Extensions.DependencyInjection.Abstractions",
                "Microsoft.Extensions.Diagnostics.HealthChecks",
                "Microsoft.Extensions.Hosting.Abstractions",
                "Microsoft.Extensions.Logging.Abstractions",
                "System.Text.Json",
            ],
            Dependencies("SagaDsl"));

    [Theory]
    [InlineData("SagaDsl.LiteDb", "LiteDB")]
    [InlineData("SagaDsl.Sqlite", "SQLitePCLRaw.bundle_e_sqlite3")]
    [InlineData("SagaDsl.Nats", "NATS.Client.Core", "NATS.Client.JetStream")]
    [InlineData("SagaDsl.Testing.Stores", "xunit.assert", "xunit.extensibility.core")]
    [InlineData("SagaDsl.Testing.Transports", "xunit.assert", "xunit.extensibility.core")]
    public void WhoReferencesAStoreOrATransportAloneGetsTheGeneratorToo(string id, params string[] others)
    {
        Assert.Equal(others.Append("SagaDsl").Order(StringComparer.Ordinal), Dependencies(id));
        var saga = packages.Description(id).Descendants("dependency").Single(d => d.Attribute("id")!.Value == "SagaDsl");
        Assert.Equal("All", saga.Attribute("include")?.Value);
        Assert.Null(saga.Attribute("exclude"));
    }

    [Theory]
    [MemberData(nameof(PackedPackages.All), MemberType = typeof(PackedPackages))]
    public void APackageNamesItsLicenceAndItsReadme(string id)
    {
        var description = packages.Description(id);
        Assert.Equal("MIT", description.Element("license")?.Value);
        Assert.Equal("README.md", description.Element("readme")?.Value);
        Assert.Equal(BuildFacts.Version, description.Element("version")?.Value);
    }

    private string[] Dependencies(string id) =>
        [.. packages.Description(id).Descendants("dependency").Select(d => d.Attribute("id")!.Value).Order(StringComparer.Ordinal)];
}
