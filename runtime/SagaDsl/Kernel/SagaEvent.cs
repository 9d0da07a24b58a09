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

    /// <summary>It began.</summary>
    public static SagaEvent Started(SagaStarted start) => new(SagaEventKind.Started, subject: start);

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
}

/// <summary>What came of an event.</summary>
/// <param name="Recording">Whether it goes into the journal.</param>
/// <param name="Answer">What a command is answered.</param>
internal readonly record struct Taken(Recording Recording, CommandAnswer? Answer = null);
