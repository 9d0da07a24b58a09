using System.Security.Cryptography;
using System.Text;
using SagaDsl.TestKit;
using SagaDsl.TestKit.Snapshots;

namespace SagaDsl.Stores.Tests.Golden;

/// <summary>
/// What a version wrote, every later one reads: each type of entry, each kind of message and the tombstone lie here as this
/// version of the format wrote them.
/// </summary>
public sealed class GoldenTests
{
    private static readonly string Folder = Repository.PathOf("tests", "SagaDsl.Stores.Tests", "Golden", "v1");

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Folder, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void What_was_written_is_read_as_it_was(string name)
    {
        var sample = GoldenSample.All.SingleOrDefault(sample => sample.Name == name);
        Assert.True(sample is not null,
            $"'{name}' was written by an earlier version, and nothing reads it any more: a type was removed or renamed. " +
            "Journals hold it for ever; bring it back.");
        var golden = GoldenFile.Parse(File.ReadAllText(Path.Combine(Folder, name + ".txt")));
        var missing = golden.Missing(MemberLines.Of(sample.Read(golden)));
        Assert.True(missing.Count == 0, $"'{name}' is no longer read as it was written:\n{string.Join('\n', missing)}");
    }

    [Fact]
    public void Everything_that_is_written_has_a_golden_file()
    {
        if (Accepting.IsOn)
        {
            foreach (var sample in GoldenSample.All)
                sample.Write().AddTo(Path.Combine(Folder, sample.Name + ".txt"));
        }

        var missing = GoldenSample.All.Select(sample => sample.Name).Except(Directory.GetFiles(Folder).Select(path => Path.GetFileNameWithoutExtension(path)));
        Assert.True(!missing.Any(),
            $"No golden file of: {string.Join(", ", missing)}. Run this test with SAGADSL_ACCEPT=1 and check in what it adds; " +
            "files that are there it leaves alone.");
    }

    [Theory]
    [InlineData("\"attempt\"", "\"tries\"")]
    [InlineData("\"StepCompleted\"", "\"StepDone\"")]
    [InlineData("\"step\"", "\"name\"")]
    [InlineData("\"actor\"", "\"who\"")]
    public void A_renamed_member_is_noticed(string here, string there)
    {
        var sample = GoldenSample.All.Single(sample => sample.Name == nameof(Journal.StepCompleted));
        var written = sample.Write();
        Assert.Empty(written.Missing(MemberLines.Of(sample.Read(written))));
        // As a version that calls it otherwise would have written it: to that one, ours is as strange as its is to us.
        var json = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(written.Json).Replace(here, there));
        var other = written with { Json = json, Before = SHA256.HashData(json) };
        Assert.NotEmpty(other.Missing(MemberLines.Of(sample.Read(other))));
    }

    [Fact]
    public void A_member_that_a_later_version_adds_is_no_difference()
    {
        var sample = GoldenSample.All[0];
        var written = sample.Write();
        Assert.Empty((written with { Members = [.. written.Members.Skip(1)] }).Missing(MemberLines.Of(sample.Read(written))));
        Assert.NotEmpty((written with { Members = [.. written.Members, "JournalRecord.Gone = 1"] }).Missing(MemberLines.Of(sample.Read(written))));
    }

    [Fact]
    public void A_file_that_is_there_is_never_written_again()
    {
        var folder = Directory.CreateTempSubdirectory("sagadsl-golden-").FullName;
        try
        {
            var path = Path.Combine(folder, "a.txt");
            var first = GoldenSample.All[0].Write();
            first.AddTo(path);
            GoldenSample.All[1].Write().AddTo(path);
            Assert.Equal(first.ToString(), File.ReadAllText(path));
            Assert.Equal(first.ToString(), GoldenFile.Parse(File.ReadAllText(path)).ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
