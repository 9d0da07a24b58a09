using SagaDsl;
using System.Globalization;
using SagaDsl.Journal;

namespace Shop.Report;

/// <summary>Tells an instance step by step from its journal.</summary>
public static class Story
{
    /// <summary>The lines: when, counted from the start; which step; what happened.</summary>
    public static IEnumerable<StoryLine> Tell(IReadOnlyList<JournalRecord> history)
    {
        foreach (var record in history)
        {
            var at = record.Time - history[0].Time;
            foreach (var entry in record.Entries)
            {
                if (Line(entry, record.Time) is { } line)
                    yield return line with { At = at };
            }
        }
    }

    private static StoryLine? Line(JournalEntry entry, DateTimeOffset now) => entry switch
    {
        StepCompleted e => new(e.Step, Mood.Good, "done" + Tries(e.Attempt)),
        StepAttemptFailed { RetryAt: { } at } e => new(e.Step, Mood.Doubtful, $"{Reason(e.Error)}: may have happened; again in {Wait(at - now)}"),
        StepAttemptFailed e => new(e.Step, Mood.Doubtful, $"{Reason(e.Error)}: may have happened; no attempt is left"),
        StepRejected e => new(e.Step, Mood.Bad, $"refused: {Reason(e.Error)}"),
        StepInDoubt e => new(e.Step, Mood.Doubtful, "may have happened, so it is undone too"),
        OwnershipTaken { Interrupted.Count: > 0 } e =>
            new(string.Join(", ", e.Interrupted.Select(call => call.Step)), Mood.Doubtful, "the process ended during this call; another took over"),
        OwnershipTaken => new("", Mood.Doubtful, "the process ended; another took over"),
        CompensationStarted => new("", Mood.Bad, "the saga turns back"),
        CompensationAttemptFailed e => new(e.Step, Mood.Doubtful, $"undo: {Reason(e.Error)}" + (e.RetryAt is { } at ? $"; again in {Wait(at - now)}" : "")),
        CompensationCompleted e => new(e.Step, Mood.Undone, "undone" + Tries(e.Attempt)),
        AttentionRaised e => new(e.Step ?? "", Mood.Bad, "a person's attention is called for; work goes on"),
        SagaSuspended e => new(e.Step ?? "", Mood.Bad, $"waits for a person: {e.Reason}"),
        SagaCompleted => new("", Mood.Good, "completed"),
        SagaCompensated => new("", Mood.Undone, "compensated"),
        _ => null,
    };

    private static string Reason(StepError error) =>
        error.Type == typeof(TimeoutException).FullName ? "no answer in time" : error.Message.TrimEnd('.');

    private static string Tries(int attempt) => attempt <= 1 ? "" : $", at attempt {attempt}";

    private static string Wait(TimeSpan delay) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, delay.TotalMilliseconds):0} ms");
}

/// <summary>One line of a story.</summary>
/// <param name="Step">The step it is about; empty: the saga.</param>
/// <param name="Mood">How it is to be taken.</param>
/// <param name="Text">What happened.</param>
public sealed record StoryLine(string Step, Mood Mood, string Text)
{
    /// <summary>When, counted from the saga's start.</summary>
    public TimeSpan At { get; init; }
}

/// <summary>How a line is to be taken.</summary>
public enum Mood
{
    /// <summary>It went well.</summary>
    Good = 0,

    /// <summary>It is not known whether it happened.</summary>
    Doubtful = 1,

    /// <summary>It failed.</summary>
    Bad = 2,

    /// <summary>It was undone.</summary>
    Undone = 3,
}
