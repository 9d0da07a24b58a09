using SagaDsl.Journal;
using SagaDsl.Stores;

namespace SagaDsl.Kernel;

/// <summary>What kind of thing happened to an instance.</summary>
internal enum SagaEventKind : byte
{
    Started = 0,
    TakenOver = 1,
    CallEnded = 2,
    CallOverdue = 3,
    MessageArrived = 4,
    Unanswered = 5,
    ReplyArrived = 6,
    ReplyUnreadable = 7,
    NotSent = 8,
    UndoAsked = 9,
}

/// <summary>One thing that happened to an instance, as the engine tells the kernel: the one way in.</summary>
internal readonly struct SagaEvent
{
    private SagaEvent(SagaEventKind kind, int step = -1, StepPhase phase = default, in CallOutcome outcome = default, object? subject = null,
        string? text = null) =>
        (Kind, Step, Phase, Outcome, Subject, Text) = (kind, step, phase, outcome, subject, text);

    public SagaEventKind Kind { get; }

    public int Step { get; }

    public StepPhase Phase { get; }

    public CallOutcome Outcome { get; }

    public object? Subject { get; }

    public string? Text { get; }

    /// <summary>It began, with what else is known of it from elsewhere.</summary>
    public static SagaEvent Started(SagaStarted start, IReadOnlyList<JournalEntry>? known = null) =>
        new(SagaEventKind.Started, subject: known is null ? start : (JournalEntry[])[start, .. known]);

    /// <summary>Another process, or a new start of this one, goes on with it.</summary>
    public static SagaEvent TakenOver() => new(SagaEventKind.TakenOver);

    /// <summary>A call ended, or its time was up.</summary>
    public static SagaEvent CallEnded(int step, StepPhase phase, in CallOutcome outcome) => new(SagaEventKind.CallEnded, step, phase, outcome);

    /// <summary>A call that was cancelled did not end within its grace time.</summary>
    public static SagaEvent CallOverdue(int step, string reason) => new(SagaEventKind.CallOverdue, step, text: reason);

    /// <summary>A message came into the inbox.</summary>
    /// <param name="message">The message.</param>
    /// <param name="problem">Why its value cannot be taken; null: it can.</param>
    public static SagaEvent MessageArrived(SagaMessage message, string? problem) => new(SagaEventKind.MessageArrived, subject: message, text: problem);

    /// <summary>A participant has not answered yet, and its time has come.</summary>
    public static SagaEvent Unanswered(int step) => new(SagaEventKind.Unanswered, step);

    /// <summary>A participant's reply came.</summary>
    public static SagaEvent ReplyArrived(int step, StepPhase phase, in Reply reply) => new(SagaEventKind.ReplyArrived, step, phase, subject: reply);

    /// <summary>A participant's reply came, and its value cannot be read.</summary>
    public static SagaEvent ReplyUnreadable(int step, StepError error) => new(SagaEventKind.ReplyUnreadable, step, subject: error);

    /// <summary>What a participant is to be sent cannot be sent.</summary>
    public static SagaEvent NotSent(int step, string why) => new(SagaEventKind.NotSent, step, text: why);

    /// <summary>The saga that this command belongs to has turned back.</summary>
    public static SagaEvent UndoAsked() => new(SagaEventKind.UndoAsked);
}

/// <summary>What came of an event.</summary>
/// <param name="Recording">Whether it goes into the journal.</param>
/// <param name="Answer">What a command is answered.</param>
internal readonly record struct Taken(Recording Recording, CommandAnswer? Answer = null);
