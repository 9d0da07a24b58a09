namespace SagaDsl.Generator.Rules;

/// <summary>Guesses which name was meant.</summary>
internal static class Spelling
{
    /// <summary>The nearest of some names, if it is near enough to be a slip; otherwise null.</summary>
    public static string? Nearest(string written, IEnumerable<string> names) =>
        names.Select(name => (name, far: Distance(written.ToLowerInvariant(), name.ToLowerInvariant())))
            .Where(x => x.far <= Math.Max(1, Math.Min(written.Length, x.name.Length) / 3))
            .OrderBy(x => x.far).ThenByDescending(x => SharedStart(written, x.name)).Select(x => x.name).FirstOrDefault();

    /// <summary>A sentence's end: which name may be meant, or which there are.</summary>
    public static string Suggest(string written, IEnumerable<string> names)
    {
        var all = names.Distinct().ToList();
        return Nearest(written, all) is { } near ? $"did you mean '{near}'?" : all.Count == 0 ? "there is none." : $"there are {string.Join(", ", all)}.";
    }

    // Of two that are equally far, the one that begins like what was written: the start of a name is seldom wrong.
    private static int SharedStart(string a, string b)
    {
        var length = 0;
        while (length < a.Length && length < b.Length && char.ToLowerInvariant(a[length]) == char.ToLowerInvariant(b[length]))
            length++;
        return length;
    }

    // Damerau, "A technique for computer detection and correction of spelling errors", CACM 1964: Levenshtein's distance
    // with two swapped neighbours as one slip.
    private static int Distance(string a, string b)
    {
        var far = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            far[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            far[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var same = a[i - 1] == b[j - 1] ? 0 : 1;
                far[i, j] = Math.Min(Math.Min(far[i - 1, j], far[i, j - 1]) + 1, far[i - 1, j - 1] + same);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    far[i, j] = Math.Min(far[i, j], far[i - 2, j - 2] + 1);
            }
        }

        return far[a.Length, b.Length];
    }
}
