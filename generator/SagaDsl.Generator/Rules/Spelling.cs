namespace SagaDsl.Generator.Rules;

/// <summary>Guesses which name was meant.</summary>
internal static class Spelling
{
    /// <summary>The nearest of some names, if it is near enough to be a slip; otherwise null.</summary>
    public static string? Nearest(string written, IEnumerable<string> names) =>
        names.Select(name => (name, far: Distance(written.ToLowerInvariant(), name.ToLowerInvariant())))
            .Where(x => x.far <= Math.Max(1, Math.Min(written.Length, x.name.Length) / 3))
            .OrderBy(x => x.far).Select(x => x.name).FirstOrDefault();

    /// <summary>A sentence's end: which name may be meant, or which there are.</summary>
    public static string Suggest(string written, IEnumerable<string> names)
    {
        var all = names.Distinct().ToList();
        return Nearest(written, all) is { } near ? $"did you mean '{near}'?" : all.Count == 0 ? "there is none." : $"there are {string.Join(", ", all)}.";
    }

    // Levenshtein, "Binary codes capable of correcting deletions, insertions, and reversals", 1966; one row at a time.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
