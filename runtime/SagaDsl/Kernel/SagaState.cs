using SagaDsl.Journal;

namespace SagaDsl.Kernel;

/// <summary>
/// What a journal adds up to. Only <see cref="Fold"/> changes it: the same journal always gives the same state. Counters
/// and lists are kept so that no event costs more than the steps it concerns.
/// </summary>
internal sealed class SagaState
{
    private DueQueue _due;
    private StepList _ready;
    private StepList _open;
    private int _halted;
    private int _remoteOpen;
    private RemoteProgress[]? _remote;
    private long _deadline; // In UTC ticks; 0: none.
    private Rare? _rare;

    public SagaState(SagaPlan plan, string id)
    {
        (Plan, Id, Steps, Unfinished) = (plan, id, plan.FreshSteps(), plan.Steps.Length);
        foreach (var root in plan.Roots)
            _ready.Add(Steps, root);
    }

    public SagaPlan Plan { get; }

    public string Id { get; }

    public StepProgress[] Steps { get; }

    public SagaStatus Status { get; set; }

    /// <summary>Past the commit point: only forward from here.</summary>
    public bool Committed { get; set; }

    /// <summary>What all its idempotency keys begin with.</summary>
    public string KeyRoot { get; set; } = "";

    /// <summary>Which saga's step it is, where it is a command to a participant.</summary>
    public CommandOrigin? Origin { get; set; }

    public Payload Input { get; set; }

    public DateTimeOffset? DeadlineAt
    {
        get => _deadline == 0 ? null : new DateTimeOffset(_deadline, TimeSpan.Zero);
        set => _deadline = value?.UtcTicks ?? 0;
    }

    public bool DeadlineFired { get; set; }

    public string? TraceParent { get; set; }

    /// <summary>Who asked to cancel, from when it was taken in.</summary>
    public OperatorAct? Cancel
    {
        get => _rare?.Cancel;
        set => ToSet.Cancel = value;
    }

    public CompensationStarted? TurnedBack
    {
        get => _rare?.TurnedBack;
        set => ToSet.TurnedBack = value;
    }

    public SagaAbandoned? Abandoned
    {
        get => _rare?.Abandoned;
        set => ToSet.Abandoned = value;
    }

    public SagaSuspended? Suspended { get; set; }

    public AttentionRaised? Attention { get; set; }

    /// <summary>How many outcomes there are: each has its place among them.</summary>
    public int Outcomes { get; set; }

    /// <summary>The places of the cancel and of the deadline among all outcomes: of several reasons the first recorded one stays.</summary>
    public int CancelOrder
    {
        get => _rare?.CancelOrder ?? 0;
        set => ToSet.CancelOrder = value;
    }

    public int DeadlineOrder
    {
        get => _rare?.DeadlineOrder ?? 0;
        set => ToSet.DeadlineOrder = value;
    }

    /// <summary>The commands taken in so far: each has an effect once.</summary>
    public HashSet<string>? Commands
    {
        get => _rare?.Commands;
        set => ToSet.Commands = value;
    }

    /// <summary>The step whose failure was recorded first and stands; -1: none.</summary>
    public int FirstFailure { get; private set; } = -1;

    /// <summary>The step whose result is the saga's, once it is Completed.</summary>
    public string? ResultStep { get; set; }

    /// <summary>How many steps are neither done nor skipped.</summary>
    public int Unfinished { get; private set; }

    /// <summary>How many actions are scheduled and have no outcome yet.</summary>
    public int Undecided { get; private set; }

    /// <summary>How far the way back is; null before its first undo was thought of.</summary>
    public UndoFrontier? Undoing
    {
        get => _rare?.Undoing;
        set => ToSet.Undoing = value;
    }

    public bool IsTerminal => Status >= SagaStatus.Completed;

    public bool PivotUndecided => Plan.Pivot >= 0 && Steps[Plan.Pivot].State == StepState.Scheduled;

    /// <summary>The first step whose turn has come and whose intent is not recorded; -1: there is none.</summary>
    public int FirstReady => _ready.First;

    public int OpenCount => _open.Count;

    /// <summary>Whether an open step is not to be run again unasked.</summary>
    public bool AnyHalted => _halted > 0;

    /// <summary>The open steps, in the order in which they were scheduled. They may be closed while they are walked.</summary>
    public OpenSteps Open => new(this);

    /// <summary>What is left to be undone: what was done, may have been done, or was skipped after it may have begun.</summary>
    public bool NeedsUndo(int step)
    {
        ref readonly var progress = ref Steps[step];
        return Plan.Steps[step].HasUndo
            && progress.Undo is UndoState.None or UndoState.Scheduled
            && (progress.State is StepState.Completed or StepState.InDoubt || (progress.State == StepState.Skipped && progress.MayHaveBegun));
    }

    /// <summary>The step whose result the undo of a step needs and which has none; -1: there is no such step.</summary>
    public int MissingForUndo(int step)
    {
        foreach (var read in Plan.Steps[step].UndoReads)
        {
            if (!Steps[read].Result.IsPresent)
                return read;
        }

        return -1;
    }

    /// <summary>Whether the undo of a step cannot do without the step's own result.</summary>
    public bool UndoNeedsOwnResult(int step) => Plan.Steps[step].HasUndo && Plan.Steps[step].UndoReads.Contains(step);

    /// <summary>
    /// The open step that is called first, where its time has come and no participant is to be asked before it, which the next turn does; false: none is.
    /// </summary>
    public bool TryTakeDue(DateTimeOffset now, out int step)
    {
        if (!_due.TryPeek(Steps, out step, out var dueAt) || dueAt > now.UtcTicks || Plan.Steps[step].Remote is not null)
            return false;
        _due.Take(Steps);
        return true;
    }

    /// <summary>The open step whose participant is asked again first, where its time has come and no call is before it; false: none is.</summary>
    public bool TryTakeUnanswered(DateTimeOffset now, out int step)
    {
        if (!_due.TryPeek(Steps, out step, out var dueAt) || dueAt > now.UtcTicks || Plan.Steps[step].Remote is null)
            return false;
        _due.Take(Steps);
        return true;
    }

    /// <summary>What is known of a step that a participant does.</summary>
    public ref RemoteProgress RemoteOf(int step) => ref (_remote ??= new RemoteProgress[Steps.Length])[step];

    /// <summary>The key of a step, or of its compensation.</summary>
    public string KeyOf(int step, StepPhase phase) => KeyOf(Plan.Steps[step].Name, phase).ToString(Plan.Steps[step].Name, null, phase);

    /// <summary>The key of a step, as an intent keeps it: a command has the key of the step that it is.</summary>
    public StepKey KeyOf(string step, StepPhase phase) =>
        Origin is null ? StepKey.Under(KeyRoot) : StepKey.Of(phase == StepPhase.Action ? Origin.Key : StepKey.Undoing(Origin.Key), step, null, phase);

    /// <summary>When the instance goes on by itself: the earliest due time of what is open and not taken, or the deadline.</summary>
    public DateTimeOffset? NextDue()
    {
        var next = _due.TryPeek(Steps, out _, out var dueAt) ? dueAt : long.MaxValue;
        if (DeadlineAt is { } deadline && Status == SagaStatus.Running && !DeadlineFired)
            next = Math.Min(next, deadline.UtcTicks);
        return next == long.MaxValue ? null : new DateTimeOffset(next, TimeSpan.Zero);
    }

    /// <summary>The status that is written with the record the state stands at.</summary>
    public InstanceStatus StoreStatus(DateTimeOffset now, InFlight inFlight)
    {
        if (IsTerminal)
            return new(WorkState.Terminal, Status);
        var attention = Attention is not null;
        if (Suspended is not null)
            return new(WorkState.Suspended, Status, null, attention);
        if (inFlight.Count > 0)
            return new(WorkState.Ready, Status, null, attention);
        if (NextDue() is not { } due || due <= now)
            return new(WorkState.Ready, Status, null, attention);
        return new(_remoteOpen > 0 && _remoteOpen == _open.Count ? WorkState.Waiting : WorkState.Due, Status, due, attention);
    }

    /// <summary>Sets when an open step is called.</summary>
    public void SetDue(int step, long dueAt)
    {
        ref var progress = ref Steps[step];
        _halted += (dueAt == StepProgress.Halted ? 1 : 0) - (progress.DueAt == StepProgress.Halted ? 1 : 0);
        progress.DueAt = dueAt;
        progress.DueOrder = dueAt == StepProgress.Halted ? 0 : _due.Add(step, dueAt);
    }

    /// <summary>A step's action, or its undo, is to be called from now on.</summary>
    public void BeginOpen(int step)
    {
        ref var progress = ref Steps[step];
        if (progress is { State: StepState.Waiting, Waits: 0 })
            _ready.Remove(Steps, step);
        _open.Add(Steps, step);
        if (Plan.Steps[step].Remote is not null)
            _remoteOpen++;
        SetDue(step, 0);
    }

    /// <summary>An action is scheduled.</summary>
    public void Schedule(int step)
    {
        BeginOpen(step);
        Steps[step].State = StepState.Scheduled;
        Undecided++;
    }

    /// <summary>What was to be called is not any more.</summary>
    public void EndOpen(int step)
    {
        ref var progress = ref Steps[step];
        if (!progress.IsOpen)
            return;
        if (progress.DueAt == StepProgress.Halted)
            _halted--;
        (progress.DueAt, progress.DueOrder) = (0, 0);
        _open.Remove(Steps, step);
        if (Plan.Steps[step].Remote is not null)
            _remoteOpen--;
    }

    /// <summary>An open step that was taken was not called after all, or its call left no word of when it is called again.</summary>
    public void PutBack(int step)
    {
        ref readonly var progress = ref Steps[step];
        if (progress is { IsOpen: true, DueOrder: 0 } && progress.DueAt != StepProgress.Halted)
            SetDue(step, progress.DueAt);
    }

    /// <summary>An action has its outcome, or another one than before.</summary>
    public void Settle(int step, StepState to)
    {
        ref var progress = ref Steps[step];
        var from = progress.State;
        if (from == StepState.Scheduled)
        {
            EndOpen(step);
            Undecided--;
        }
        else if (from == StepState.Waiting && progress.Waits == 0)
        {
            _ready.Remove(Steps, step);
        }

        progress.State = to;
        // A step in doubt whose result is supplied later keeps its place.
        if (progress.OutcomeOrder == 0)
            progress.OutcomeOrder = ++Outcomes;
        if (IsFailure(to) ? FirstFailure < 0 : FirstFailure == step)
            FirstFailure = IsFailure(to) ? step : EarliestFailure();
        if (IsDone(to) && !IsDone(from))
        {
            Unfinished--;
            if (progress.Waits == 0)
                Pass(step);
        }
    }

    // A step that was skipped before its turn lets the next ones begin only when its turn would have been over.
    private void Pass(int step)
    {
        foreach (var next in Plan.Steps[step].Successors)
        {
            if (--Steps[next].Waits > 0)
                continue;
            if (Steps[next].State == StepState.Waiting)
                _ready.Add(Steps, next);
            else if (Steps[next].State == StepState.Skipped)
                Pass(next);
        }
    }

    private int EarliestFailure()
    {
        var first = -1;
        for (var i = 0; i < Steps.Length; i++)
        {
            if (IsFailure(Steps[i].State) && (first < 0 || Steps[i].OutcomeOrder < Steps[first].OutcomeOrder))
                first = i;
        }

        return first;
    }

    private static bool IsDone(StepState state) => state is StepState.Completed or StepState.Skipped;

    private static bool IsFailure(StepState state) => state is StepState.Rejected or StepState.InDoubt;

    private Rare ToSet => _rare ??= new();

    /// <summary>What nearly no instance has that goes well.</summary>
    private sealed class Rare
    {
        public OperatorAct? Cancel;
        public CompensationStarted? TurnedBack;
        public SagaAbandoned? Abandoned;
        public HashSet<string>? Commands;
        public UndoFrontier? Undoing;
        public int CancelOrder;
        public int DeadlineOrder;
    }

    /// <summary>Walks the open steps.</summary>
    public readonly struct OpenSteps(SagaState state)
    {
        public Enumerator GetEnumerator() => new(state);

        public struct Enumerator(SagaState state)
        {
            private int _next = state._open.First;

            public int Current { get; private set; } = -1;

            public bool MoveNext()
            {
                Current = _next;
                if (Current >= 0)
                    _next = StepList.After(state.Steps, Current);
                return Current >= 0;
            }
        }
    }
}
