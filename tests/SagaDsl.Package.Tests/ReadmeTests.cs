using System.Text.RegularExpressions;

namespace SagaDsl.Package.Tests;

/// <summary>A README in a package is read far from the repository: its links lead there, or are not there.</summary>
[Collection(PackedPackages.Once)]
public sealed partial class ReadmeTests(PackedPackages packages)
{
    private static string Source => File.ReadAllText(Path.Combine(BuildFacts.Repository, "README.md"));

    [Theory]
    [MemberData(nameof(PackedPackages.All), MemberType = typeof(PackedPackages))]
    public void WithoutAnAddressALinkIntoTheRepositoryIsItsText(string id)
    {
        var readme = packages.Readme(id);
        Assert.Empty(Relative().Matches(readme));
        Assert.Equal(Relative().Replace(Source, "${text}").TrimEnd(), readme.TrimEnd());
    }

    [Fact]
    public void WithAnAddressItLeadsThere()
    {
        var readme = packages.Readme("SagaDsl", packages.Addressed);
        Assert.NotEmpty(Relative().Matches(Source));
        Assert.Equal(Relative().Replace(Source, $"[${{text}}]({PackedPackages.Address}/blob/HEAD/${{target}})").TrimEnd(), readme.TrimEnd());
    }

    [Fact]
    public void WithAnAddressSymbolsArePackedToo() =>
        Assert.True(File.Exists(Path.Combine(packages.Addressed, $"SagaDsl.{BuildFacts.Version}.snupkg")));

    [GeneratedRegex(@"\[(?<text>[^\[\]]+)\]\((?!https?:)(?<target>[^()\s]+)\)")]
    private static partial Regex Relative();
}
