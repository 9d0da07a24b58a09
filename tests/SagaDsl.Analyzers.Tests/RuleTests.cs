namespace SagaDsl.Analyzers.Tests;

/// <summary>Every rule on the cases of its folder.</summary>
public sealed class RuleTests
{
    [Theory, MemberData(nameof(Firing))]
    public async Task A_rule_fires_exactly_where_it_is_marked(string path)
    {
        var text = CaseFiles.Read(path);
        await Check.FindsAsync(CaseFiles.IdOf(path), text, CaseFiles.OptionsOf(text));
    }

    [Theory, MemberData(nameof(Silent))]
    public async Task Nothing_is_said_about_the_nearest_correct_code(string path)
    {
        var text = CaseFiles.Read(path);
        Assert.DoesNotContain("|]", text, StringComparison.Ordinal);
        await Check.SilentAsync(text, CaseFiles.OptionsOf(text));
    }

    [Theory, MemberData(nameof(Fixed))]
    public async Task A_fix_leaves_code_that_compiles_and_is_silent_and_fix_all_gives_the_same(string id, string source, string expected, string? key)
    {
        var text = CaseFiles.Read(source);
        await Check.FixesAsync(id, text, CaseFiles.Read(expected), key, CaseFiles.OptionsOf(text));
    }

    public static TheoryData<string> Firing() => [.. CaseFiles.All("Fires")];

    public static TheoryData<string> Silent() => [.. CaseFiles.All("Silent")];

    public static TheoryData<string, string, string, string?> Fixed()
    {
        var data = new TheoryData<string, string, string, string?>();
        foreach (var (id, source, expected, key) in CaseFiles.Fixes())
            data.Add(id, source, expected, key);
        return data;
    }
}
