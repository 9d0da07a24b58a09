using SagaDsl.Journal;

namespace SagaDsl.Kernel;

/// <summary>How far a step that a participant does is: what it was sent, and how long it is waited for.</summary>
internal struct RemoteProgress
{
    /// <summary>The longest pause between two times of asking.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>The command.</summary>
    public Payload Command;

    /// <summary>From when on the participant is asked, in UTC ticks.</summary>
    public long Since;

    /// <summary>Until when its reply is waited for, in UTC ticks; 0: as long as it takes.</summary>
    public long Until;

    /// <summary>When it is asked again: the pauses grow with the time it was waited for, so that nothing needs to be counted or kept.</summary>
    public readonly long AskAgain(DateTimeOffset now, TimeSpan first)
    {
        var waited = now.UtcTicks - Since;
        var at = now.After(TimeSpan.FromTicks(Math.Clamp(waited, first.Ticks, Math.Max(first.Ticks, LongestPause.Ticks)))).UtcTicks;
        return Until > 0 ? Math.Min(at, Math.Max(Until, now.UtcTicks)) : at;
    }
}
