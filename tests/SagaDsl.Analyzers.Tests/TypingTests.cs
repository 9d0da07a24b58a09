using System.Text.RegularExpressions;
using SagaDsl.TestKit.Analyzers;

namespace SagaDsl.Analyzers.Tests;

/// <summary>Code is broken most of the time it is looked at. No rule and no generator may crash on it.</summary>
public sealed partial class TypingTests
{
    private const int Rounds = 100;

    [Fact]
    public Task No_analyzer_crashes_on_half_written_code() => TryAsync(Rounds, async text =>
    {
        var crash = (await new AnalyzerHarness(Check.Rules).FindWhileTypingAsync(text, CaseFiles.OptionsOf(text))).FirstOrDefault(f => f.Id == "AD0001");
        Assert.True(crash is null, crash?.GetMessage());
    });

    [Fact]
    public async Task No_fix_crashes_on_half_written_code()
    {
        var applied = 0;
        await TryAsync(Rounds / 2, async text => applied += await new FixHarness(Check.Rules).ApplyWhileTypingAsync(text, CaseFiles.OptionsOf(text)));
        Assert.True(applied > 0, "No fix was tried.");
    }

    private static async Task TryAsync(int rounds, Func<string, Task> look)
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var files = Directory.EnumerateFiles(CaseFiles.Folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            var file = files[random.Next(files.Length)];
            var text = Broken(Marks().Replace(File.ReadAllText(file), ""), random);
            try
            {
                await look(text);
            }
            catch (Exception e)
            {
                Assert.Fail($"Seed {seed}, round {round}, {Path.GetFileName(Path.GetDirectoryName(file))}/{Path.GetFileName(file)}:\n{e}\n\n{text}");
            }
        }
    }

    /// <summary>Cut off, with some words missing, or with two swapped.</summary>
    private static string Broken(string text, Random random)
    {
        var words = Word().Matches(text).Select(m => m.Value).ToList();
        switch (random.Next(3))
        {
            case 0:
                return string.Concat(words.Take(random.Next(words.Count)));
            case 1:
                for (var i = 0; i < 3; i++)
                    words.RemoveAt(random.Next(words.Count));
                break;
            default:
                var (a, b) = (random.Next(words.Count), random.Next(words.Count));
                (words[a], words[b]) = (words[b], words[a]);
                break;
        }
        return string.Concat(words);
    }

    [GeneratedRegex(@"\{\|SAGA\d+:|\[\||\|\]|\|\}")]
    private static partial Regex Marks();

    [GeneratedRegex(@"\w+\s*|\W\s*|\s+")]
    private static partial Regex Word();
}
