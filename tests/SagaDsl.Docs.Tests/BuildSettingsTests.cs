using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SagaDsl.Docs.Tests;

/// <summary>What the build promises about packages: exact versions, and no advisory that nobody sees.</summary>
public sealed partial class BuildSettingsTests
{
    public static TheoryData<string> EveryBuildFile() => [.. RepositoryFiles.Of(".csproj", ".props", ".targets")];

    [Fact]
    public void EveryPackageVersionIsExact()
    {
        var versions = XDocument.Load(Repository.PathOf("Directory.Packages.props")).Descendants("PackageVersion")
            .Select(line => line.Attribute("Version")!.Value).ToList();
        Assert.NotEmpty(versions);
        Assert.All(versions, version => Assert.Matches(@"^(\d+\.\d+\.\d+|\$\(\w+\))$", version));
    }

    [Theory]
    [MemberData(nameof(EveryBuildFile))]
    public void NoAdvisoryIsSilenced(string file)
    {
        var settings = XDocument.Load(Repository.PathOf(file)).Descendants();
        var silenced = settings.Where(element => element.Name.LocalName is "NoWarn" or "NuGetAuditSuppress").Select(element => element.ToString());
        Assert.All(silenced, setting => Assert.DoesNotMatch(Restoring(), setting));
    }

    [GeneratedRegex("NU[0-9]{4}|NETSDK|NuGetAuditSuppress")]
    private static partial Regex Restoring();
}
