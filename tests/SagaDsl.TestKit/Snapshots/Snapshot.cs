using System.Runtime.CompilerServices;
using Xunit;

namespace SagaDsl.TestKit.Snapshots;

/// <summary>
/// Compares generated files with verified ones beside the test: <c>_snapshots/{Class}.{Method}#{hint}.verified.cs</c>,
/// the file conventions of Verify.SourceGenerators.
/// </summary>
public static class Snapshot
{
    /// <summary>Fails unless the files are exactly the verified ones: none other, none missing.</summary>
    /// <param name="files">Text by hint name.</param>
    /// <param name="method">The test.</param>
    /// <param name="file">The test's file, named after its class.</param>
    public static void Match(IReadOnlyDictionary<string, string> files, [CallerMemberName] string method = "", [CallerFilePath] string file = "") =>
        Match(files, SnapshotFolder.Of(file), $"{Path.GetFileNameWithoutExtension(file)}.{method}", Accepting.IsOn);

    internal static void Match(IReadOnlyDictionary<string, string> files, string folder, string test, bool accept)
    {
        Directory.CreateDirectory(folder);
        var problems = new List<string>();
        foreach (var (hint, text) in files)
            problems.AddRange(Compare(Path.Combine(folder, $"{test}#{Bare(hint)}"), $"//HintName: {hint}\n{text}", accept));

        var expected = files.Keys.Select(hint => $"{test}#{Bare(hint)}.verified.cs").ToHashSet();
        foreach (var path in Directory.GetFiles(folder, test + "#*.verified.cs").Where(path => !expected.Contains(Path.GetFileName(path))))
        {
            if (accept)
                File.Delete(path);
            else
                problems.Add($"{Path.GetFileName(path)} is verified, and the test no longer gives it.");
        }

        if (problems.Count > 0)
            Assert.Fail(string.Join("\n", problems) + "\n" + Accepting.How);
    }

    private static IEnumerable<string> Compare(string path, string received, bool accept)
    {
        var (verifiedPath, receivedPath) = (path + ".verified.cs", path + ".received.cs");
        var verified = File.Exists(verifiedPath) ? File.ReadAllText(verifiedPath) : "";
        if (verified == received || accept)
        {
            if (verified != received)
                File.WriteAllText(verifiedPath, received);
            File.Delete(receivedPath);
            yield break;
        }

        File.WriteAllText(receivedPath, received);
        yield return $"{Path.GetFileName(verifiedPath)} differs (- verified, + received):\n{UnifiedDiff.Of(verified, received)}";
    }

    private static string Bare(string hint) => hint.EndsWith(".cs", StringComparison.Ordinal) ? hint[..^3] : hint;
}
