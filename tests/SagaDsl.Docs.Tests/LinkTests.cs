using System.Text.RegularExpressions;

namespace SagaDsl.Docs.Tests;

public sealed partial class LinkTests
{
    public static TheoryData<string> EveryPage() => [.. Pages.All];

    [Theory]
    [MemberData(nameof(EveryPage))]
    public void TheLinksOfAPageLeadSomewhere(string page) => Assert.Empty(Broken(page, Pages.Lines(page)));

    [Fact]
    public void ABrokenLinkIsFound() =>
        Assert.Equal(
            ["README.md(1): nowhere.md", "README.md(3): LICENSE#no-such-heading"],
            Broken("README.md", ["[a](nowhere.md) [b](LICENSE)", "[c](https://example.org)", "[d](LICENSE#no-such-heading)"]));

    private static List<string> Broken(string page, string[] lines)
    {
        var broken = new List<string>();
        var code = false;
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].TrimStart().StartsWith("```", StringComparison.Ordinal))
                code = !code;
            if (code)
                continue;
            foreach (Match link in Link().Matches(CodeSpan().Replace(lines[i], "")))
            {
                var target = link.Groups["target"].Value;
                if (!target.Contains("://", StringComparison.Ordinal) && !LeadsSomewhere(page, target))
                    broken.Add($"{page}({i + 1}): {target}");
            }
        }

        return broken;
    }

    private static bool LeadsSomewhere(string page, string target)
    {
        var (path, heading) = target.Split('#') is [var p, var h] ? (p, h) : (target, null);
        var file = path.Length == 0 ? Path.Combine(Repository.Root, page) : Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, path));
        if (!File.Exists(file))
            return heading is null && Directory.Exists(file);
        return heading is null || File.ReadLines(file).Any(line => line.StartsWith('#') && Slug(line.TrimStart('#').Trim()) == heading);
    }

    // As GitHub makes it: lower case, spaces to hyphens, punctuation dropped.
    private static string Slug(string heading) =>
        string.Concat(heading.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex CodeSpan();
}
