namespace SagaDsl.TestKit.Sagas;

/// <summary>
/// A run written down in one line, which is both the script and the expectation: <c>A1 A2!U A2!R C1!U C1 → Compensated</c>.
/// <c>A1</c> is the action of step 1 and <c>C1</c> its compensation; a bare one is Ok, <c>!R</c> is rejected,
/// <c>!U</c> failed in an unknown way, <c>~</c> is pending.
/// </summary>
public sealed record Notation(IReadOnlyList<(string Label, string Mark)> Calls, SagaStatus Final)
{
    /// <summary>How long a pending step says it takes.</summary>
    public static readonly TimeSpan PendingDelay = TimeSpan.FromSeconds(10);

    /// <summary>The text of every rejection.</summary>
    public const string Reason = "insufficient balance";

    /// <summary>The calls in order: <c>A1 A2 C1</c>.</summary>
    public string Labels => string.Join(' ', Calls.Select(c => c.Label));

    /// <summary>The calls with repeats collapsed.</summary>
    public string Effects => string.Join(' ', Calls.Select(c => c.Label).Distinct());

    /// <summary>Reads a run.</summary>
    public static Notation Parse(string text)
    {
        var halves = text.Split('→', StringSplitOptions.TrimEntries);
        var calls = halves[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(token =>
        {
            var mark = token.IndexOfAny(['!', '~']);
            return mark < 0 ? (token, "") : (token[..mark], token[mark..]);
        });
        return new([.. calls], Enum.Parse<SagaStatus>(halves[1]));
    }

    /// <summary>Makes a world behave as written. What is called beyond it does what it did last.</summary>
    public void Script(World world, bool definite = true)
    {
        foreach (var byLabel in Calls.GroupBy(c => c.Label))
            world.On(byLabel.Key, [.. byLabel.Select(c => ActOf(c.Mark, definite))]);
    }

    private static Act ActOf(string mark, bool definite) => mark switch
    {
        "" => Acts.Ok,
        "!R" => Acts.Reject(Reason, definite),
        "!U" => Acts.Fail(),
        "~" => Acts.Pend(PendingDelay),
        _ => throw new FormatException($"'{mark}' is none of !R, !U and ~."),
    };
}
