using SagaDsl.Definition;
using SagaDsl.Journal;
using SagaDsl.Stores;

namespace SagaDsl.Kernel;

/// <summary>
/// What a journal adds up to. Only <see cref="Fold"/> changes it (and the few fields marked transient, which hold what
/// this process knows besides): the same journal always gives the same state.
/// </summary>
internal sealed class SagaState(SagaPlan plan, string id) : StepValues
{
    public SagaPlan Plan { get; } = plan;

    public string Id { get; } = id;

    public StepSlot[] Steps { get; } = new StepSlot[plan.Steps.Length];

    public SagaStatus Status { get; set; }

    /// <summary>Past the commit point: only forward from here.</summary>
    public bool Committed { get; set; }

    public WriterId? Owner { get; set; }

    /// <summary>What all its idempotency keys begin with.</summary>
    public string KeyRoot { get; set; } = "";

    public Payload Input { get; set; }

    public DateTimeOffset? DeadlineAt { get; set; }

    public bool DeadlineFired { get; set; }

    public string? TraceParent { get; set; }

    /// <summary>Who asked to cancel, from when it was taken in.</summary>
    public OperatorAct? Cancel { get; set; }

    public CompensationStarted? TurnedBack { get; set; }

    public SagaAbandoned? Abandoned { get; set; }

    public SagaSuspended? Suspended { get; set; }

    public AttentionRaised? Attention { get; set; }

    public int Outcomes { get; set; }

    /// <summary>The places of the cancel and of the deadline among all outcomes: of several reasons the first recorded one stays.</summary>
    public int CancelOrder { get; set; }

    public int DeadlineOrder { get; set; }

    /// <summary>Transient: the store has the instance as Ready, so that a due time that moves without a record would not reach it.</summary>
    public bool ReadyInStore { get; set; }

    /// <summary>Whether a due time may move without a record: the store knows that the instance waits, or a call that runs will tell it.</summary>
    public bool CanMoveDue => !ReadyInStore || AnyCall;

    /// <summary>The commands taken in so far: each has an effect once.</summary>
    public HashSet<string>? Commands { get; set; }

    /// <summary>An entry of a type this version does not know.</summary>
    public string? UnknownEntry { get; set; }

    /// <summary>Transient: the input as an object.</summary>
    public object? InputObject { get; set; }

    public bool IsTerminal => Status >= SagaStatus.Completed;

    public bool PivotUndecided => Plan.Pivot >= 0 && Steps[Plan.Pivot].State == StepState.Scheduled;

    public bool AnyCall
    {
        get
        {
            foreach (ref readonly var slot in Steps.AsSpan())
            {
                if (slot.Call != CallPhase.None)
                    return true;
            }

            return false;
        }
    }

    protected override object? InputValue => InputObject;

    protected override object? ResultValue(int step) => Steps[step].Value;

    /// <summary>What is left to be undone: what was done, may have been done, or was skipped after it may have begun.</summary>
    public bool NeedsUndo(int step)
    {
        ref readonly var slot = ref Steps[step];
        return Plan.Steps[step].HasUndo
            && slot.Undo is UndoState.None or UndoState.Scheduled
            && (slot.State is StepState.Completed or StepState.InDoubt || (slot.State == StepState.Skipped && slot.MayHaveBegun));
    }

    /// <summary>The step whose result the undo of a step needs and which has none; -1: there is no such step.</summary>
    public int MissingForUndo(int step)
    {
        foreach (var read in Plan.Steps[step].Definition.UndoReads)
        {
            if (!Steps[read].Result.IsPresent)
                return read;
        }

        return -1;
    }

    /// <summary>Whether the undo of a step cannot do without the step's own result.</summary>
    public bool UndoNeedsOwnResult(int step) => Plan.Steps[step].HasUndo && Plan.Steps[step].Definition.UndoReads.Contains(step);

    /// <summary>When the instance goes on by itself: the earliest due time of what is open, or the deadline.</summary>
    public DateTimeOffset? NextDue()
    {
        var next = long.MaxValue;
        foreach (ref readonly var slot in Steps.AsSpan())
        {
            if (slot.IsOpen && slot.Call == CallPhase.None)
                next = Math.Min(next, slot.DueAt);
        }

        if (DeadlineAt is { } deadline && Status == SagaStatus.Running && !DeadlineFired)
            next = Math.Min(next, deadline.UtcTicks);
        return next == long.MaxValue ? null : new DateTimeOffset(next, TimeSpan.Zero);
    }

    /// <summary>The status that is written with the record the state stands at.</summary>
    public InstanceStatus StoreStatus(DateTimeOffset now)
    {
        if (IsTerminal)
            return new(WorkState.Terminal, Status);
        var attention = Attention is not null;
        if (Suspended is not null)
            return new(WorkState.Suspended, Status, null, attention);
        if (AnyCall)
            return new(WorkState.Ready, Status, null, attention);
        var due = NextDue();
        return due > now ? new(WorkState.Due, Status, due, attention) : new(WorkState.Ready, Status, null, attention);
    }
}
