namespace SagaDsl.Engine;

/// <summary>What an instance in memory is told.</summary>
internal enum InstanceMailKind : byte
{
    None = 0,

    /// <summary>Look again: a due time has come.</summary>
    Wake = 1,

    /// <summary>Begin: write the first record.</summary>
    Begin = 2,

    /// <summary>A call ended.</summary>
    CallEnded = 3,

    /// <summary>A call's time is up.</summary>
    TimedOut = 4,

    /// <summary>A cancelled call did not end within its grace time.</summary>
    Overdue = 5,

    /// <summary>A queued call has a permit.</summary>
    Granted = 6,

    /// <summary>The inbox has something.</summary>
    Inbox = 7,

    /// <summary>The engine stops: start nothing more.</summary>
    Drain = 8,

    /// <summary>The engine stops now: cancel what runs.</summary>
    Interrupt = 9,

    /// <summary>The partition has another owner: nothing is recorded any more.</summary>
    Lose = 10,

    /// <summary>A message of another runtime's came: a reply, or an undo.</summary>
    Remote = 11,

    /// <summary>What a participant is to be sent is refused.</summary>
    NotSent = 12,
}

/// <summary>A message to an instance in memory; what became of a call is with the call.</summary>
/// <param name="Kind">What it is told.</param>
/// <param name="About">About which call, which timer of one, or which message of another runtime's.</param>
internal readonly record struct InstanceMail(InstanceMailKind Kind, object? About = null)
{
    /// <summary>The call it is about.</summary>
    public StepCall Call => About as StepCall ?? Timer.Call;

    /// <summary>The timer that fired.</summary>
    public CallTimer Timer => (CallTimer)About!;
}
