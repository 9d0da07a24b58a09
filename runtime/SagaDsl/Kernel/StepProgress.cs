using SagaDsl.Journal;

namespace SagaDsl.Kernel;

/// <summary>How far one step of one instance is, by its journal.</summary>
internal struct StepProgress
{
    /// <summary>A due time that never comes: not run again unasked.</summary>
    public const long Halted = long.MaxValue;

    public StepState State;
    public UndoState Undo;

    /// <summary>An attempt ended without a definite outcome, or may have.</summary>
    public bool Doubtful;

    /// <summary>A call may have begun, by what the journal says.</summary>
    public bool MayHaveBegun;

    /// <summary>A pending answer is in the journal; further ones only move the due time.</summary>
    public bool PendingRecorded;

    /// <summary>Failed attempts that count against the limit.</summary>
    public int Attempts;

    /// <summary>Calls that a crash or takeover cut off.</summary>
    public int Interruptions;

    /// <summary>Of the steps it waits for, those whose turn is not over.</summary>
    public int Waits;

    /// <summary>When it is called, in UTC ticks; 0: at once.</summary>
    public long DueAt;

    /// <summary>Its place in the queue of due times; 0: it has none.</summary>
    public int DueOrder;

    /// <summary>The place of its outcome among all outcomes; 0: none yet.</summary>
    public int OutcomeOrder;

    /// <summary>The place of its undo among all outcomes; 0: not undone.</summary>
    public int UndoOrder;

    /// <summary>How it failed, where its failure turns the saga back.</summary>
    public FailureCause Cause
    {
        readonly get => (FailureCause)_cause;
        set => _cause = (byte)value;
    }

    public StepError? Error;
    public Payload Result;

    private byte _cause;

    // The list it is in (see StepList): neighbours by index + 1.
    internal int Next;
    internal int Previous;

    /// <summary>Whether its action or its compensation is to be called.</summary>
    public readonly bool IsOpen => Undo == UndoState.Scheduled || (Undo == UndoState.None && State == StepState.Scheduled);

    /// <summary>Which of its methods is called, where it is open.</summary>
    public readonly StepPhase Phase => Undo == UndoState.Scheduled ? StepPhase.Undo : StepPhase.Action;
}
