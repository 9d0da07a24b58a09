using SagaDsl.TestKit;
using SagaDsl.TestKit.Analyzers;

namespace SagaDsl.Analyzers.Tests;

/// <summary>
/// The folder <c>Cases</c>: for each rule <c>Fires*.cs</c> with marks, <c>Silent*.cs</c> without, and <c>X.cs</c> with
/// <c>X.fixed.cs</c>, or <c>X.fixed.Key.cs</c> where the rule has several fixes. The first line may set options.
/// </summary>
internal static class CaseFiles
{
    public static string Folder { get; } = Repository.PathOf("tests", "SagaDsl.Analyzers.Tests", "Cases");

    private static readonly Dictionary<string, string> Shared = new() { ["Shop.cs"] = File.ReadAllText(Path.Combine(Folder, "Shop.cs")) };

    public static IEnumerable<string> Ids => Directory.EnumerateDirectories(Folder, "SAGA*").Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal);

    /// <summary>Paths of the files of all rules that begin so, from the folder: <c>SAGA401/Fires.cs</c>.</summary>
    public static IEnumerable<string> All(string prefix) => Directory.EnumerateFiles(Folder, prefix + "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Contains(".fixed.", StringComparison.Ordinal)
            && Path.GetFileName(Path.GetDirectoryName(f))!.StartsWith("SAGA", StringComparison.Ordinal))
        .Select(f => Path.GetRelativePath(Folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal);

    /// <summary>Each fixed file with its rule, its source and the key of its fix.</summary>
    public static IEnumerable<(string Id, string Source, string Fixed, string? Key)> Fixes() =>
        from file in Directory.EnumerateFiles(Folder, "*.fixed*.cs", SearchOption.AllDirectories)
        let name = Path.GetFileName(file)
        let at = name.IndexOf(".fixed.", StringComparison.Ordinal)
        let key = name[(at + ".fixed.".Length)..] is var rest && rest == "cs" ? null : rest[..^".cs".Length]
        let id = Path.GetFileName(Path.GetDirectoryName(file))!
        orderby file
        select (id, $"{id}/{name[..at]}.cs", $"{id}/{name}", key);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    public static string IdOf(string path) => path[..path.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>The options that a case's first line sets: <c>// options: oblivious allow=CS8795</c>.</summary>
    public static AnalysisOptions OptionsOf(string text)
    {
        var first = text.AsSpan()[..(text.IndexOf('\n', StringComparison.Ordinal) is var end and >= 0 ? end : text.Length)].ToString();
        var options = new AnalysisOptions { MoreFiles = Shared };
        if (!first.StartsWith("// options:", StringComparison.Ordinal))
            return options;
        var words = first["// options:".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return options with
        {
            Nullable = !words.Contains("oblivious"),
            AllowedErrors = words.Where(w => w.StartsWith("allow=", StringComparison.Ordinal)).Select(w => w["allow=".Length..]).ToHashSet(),
        };
    }
}
