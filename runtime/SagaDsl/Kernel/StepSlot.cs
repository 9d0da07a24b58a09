using SagaDsl.Journal;

namespace SagaDsl.Kernel;

/// <summary>What the journal says of one step of one instance, and, in <see cref="Call"/> and <see cref="Value"/>, what this process knows besides.</summary>
internal struct StepSlot
{
    /// <summary>A due time that never comes: not run again unasked.</summary>
    public const long Halted = long.MaxValue;

    public StepState State;
    public UndoState Undo;

    /// <summary>Transient: whether a call of the action or the compensation is under way in this process.</summary>
    public CallPhase Call;

    /// <summary>An attempt ended without a definite outcome, or may have.</summary>
    public bool Doubtful;

    /// <summary>A call may have begun. Transient where it says so of a first attempt in this process.</summary>
    public bool MayHaveBegun;

    /// <summary>A pending answer is in the journal; further ones only move the due time.</summary>
    public bool PendingRecorded;

    /// <summary>Failed attempts that count against the limit.</summary>
    public int Attempts;

    /// <summary>Calls that a crash or takeover cut off.</summary>
    public int Interruptions;

    /// <summary>When it is called, in UTC ticks; 0: at once.</summary>
    public long DueAt;

    /// <summary>The place of its outcome among all outcomes; 0: none yet.</summary>
    public int OutcomeOrder;

    /// <summary>The place of its undo among all outcomes; 0: not undone.</summary>
    public int UndoOrder;

    /// <summary>How it failed, where its failure turns the saga back.</summary>
    public FailureCause Cause;

    public StepError? Error;
    public Payload Result;

    /// <summary>Transient: the result as an object.</summary>
    public object? Value;

    /// <summary>Whether its action or its compensation is to be called.</summary>
    public readonly bool IsOpen => Undo == UndoState.Scheduled || (Undo == UndoState.None && State == StepState.Scheduled);

    public readonly bool IsUndo => Undo == UndoState.Scheduled;
}

/// <summary>Where a call stands in this process.</summary>
internal enum CallPhase : byte
{
    None = 0,

    /// <summary>Waits for a free slot.</summary>
    Queued = 1,

    /// <summary>User code runs.</summary>
    Running = 2,

    /// <summary>User code runs although it was cancelled; its outcome is recorded as far as it can be.</summary>
    Cancelled = 3,

    /// <summary>It did not end within its grace time. Only an operator may treat it as ended.</summary>
    Overdue = 4,
}
