namespace SagaDsl.Engine;

/// <summary>What an instance's runner is told.</summary>
internal enum MessageKind : byte
{
    /// <summary>No message.</summary>
    None = 0,

    /// <summary>Look again: a timer fired.</summary>
    Wake = 8,

    /// <summary>A call ended.</summary>
    Ended = 1,

    /// <summary>A call's time is up.</summary>
    TimedOut = 2,

    /// <summary>A cancelled call did not end within its grace time.</summary>
    Overdue = 3,

    /// <summary>A queued call has a slot.</summary>
    Granted = 4,

    /// <summary>The inbox has something.</summary>
    Mail = 5,

    /// <summary>The runtime stops: start nothing more.</summary>
    Stop = 6,

    /// <summary>The runtime stops now: cancel what runs.</summary>
    Interrupt = 7,
}

/// <summary>A message to a runner; what became of a call is with the call.</summary>
internal readonly record struct RunnerMessage(MessageKind Kind, StepCall? Call = null);
