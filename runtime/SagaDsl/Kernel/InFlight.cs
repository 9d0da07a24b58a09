namespace SagaDsl.Kernel;

/// <summary>Where a call stands in this process.</summary>
internal enum CallPhase : byte
{
    /// <summary>There is none.</summary>
    None = 0,

    /// <summary>Waits for a permit to begin.</summary>
    Queued = 1,

    /// <summary>User code runs.</summary>
    Running = 2,

    /// <summary>User code runs although it was cancelled; its outcome is recorded as far as it can be.</summary>
    Cancelled = 3,

    /// <summary>It did not end within its grace time. Only an operator may treat it as ended.</summary>
    Overdue = 4,
}

/// <summary>
/// What this process knows besides the journal: which calls of an instance are under way here. The journal's state has
/// nothing of it; whoever decides is given both.
/// </summary>
internal abstract class InFlight
{
    /// <summary>No calls at all: a journal that is only read.</summary>
    public static InFlight None { get; } = new Nothing();

    /// <summary>How many calls there are, those that wait for a permit included.</summary>
    public abstract int Count { get; }

    /// <summary>Where the call of a step stands.</summary>
    public abstract CallPhase PhaseOf(int step);

    /// <summary>Whether a call of a step has begun, or may have, that the journal does not tell of.</summary>
    public abstract bool MayHaveBegun(int step);

    private sealed class Nothing : InFlight
    {
        public override int Count => 0;

        public override CallPhase PhaseOf(int step) => CallPhase.None;

        public override bool MayHaveBegun(int step) => false;
    }
}
