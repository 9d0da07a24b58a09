using System.Text.Json.Serialization;

namespace SagaDsl;

/// <summary>What became of an operator's act.</summary>
/// <param name="Verdict">Accepted, deferred or refused.</param>
/// <param name="Why">Why it was deferred or refused.</param>
public readonly record struct CommandAnswer(CommandVerdict Verdict, string? Why = null)
{
    /// <summary>Whether it took effect at once.</summary>
    public bool IsAccepted => Verdict == CommandVerdict.Accepted;
}

/// <summary>What became of a command.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CommandVerdict>))]
public enum CommandVerdict
{
    /// <summary>It took effect.</summary>
    Accepted = 0,

    /// <summary>It is noted and takes effect later.</summary>
    Deferred = 1,

    /// <summary>It has no effect.</summary>
    Refused = 2,
}
