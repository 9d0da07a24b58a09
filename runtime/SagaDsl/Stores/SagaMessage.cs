using SagaDsl.Journal;

namespace SagaDsl.Stores;

/// <summary>What kind of message an instance is sent.</summary>
public enum MessageKind
{
    /// <summary>An operator's command.</summary>
    Command = 0,

    /// <summary>What a waiting step waits for.</summary>
    Signal = 1,

    /// <summary>A child saga ended, or is held.</summary>
    Child = 2,

    /// <summary>An event that was published.</summary>
    Event = 3,

    /// <summary>A participant's reply.</summary>
    Reply = 4,

    /// <summary>A request to begin.</summary>
    Start = 5,

    /// <summary>A request to undo what was done.</summary>
    Undo = 6,

    /// <summary>What was held may go.</summary>
    Release = 7,

    /// <summary>Of a later version: this one leaves it in the inbox, and says nothing of what is in it. None is sent.</summary>
    Unknown = 255,
}

/// <summary>A message to an instance, from a person, from another instance or from another process. It is absorbed by one record, once.</summary>
/// <param name="Id">Its id: the same one again has no effect.</param>
/// <param name="Instance">To whom.</param>
/// <param name="Kind">What kind it is.</param>
public sealed record SagaMessage(string Id, string Instance, MessageKind Kind)
{
    /// <summary>What is asked, in a <see cref="MessageKind.Command"/>.</summary>
    public OperatorCommand? Command { get; init; }

    /// <summary>Which signal, event or saga, in the other kinds.</summary>
    public string? Name { get; init; }

    /// <summary>On which step.</summary>
    public string? Step { get; init; }

    /// <summary>On which element of that step.</summary>
    public int? Element { get; init; }

    /// <summary>Who sends it, and why, where it is a person.</summary>
    public OperatorAct? By { get; init; }

    /// <summary>The instance that sends it, where it is one.</summary>
    public string? From { get; init; }

    /// <summary>How long it is kept for an id that has no instance yet; null: it is not.</summary>
    public DateTimeOffset? KeepUntil { get; init; }

    /// <summary>The value it carries.</summary>
    public Payload Payload { get; init; }

    /// <summary>An operator's command.</summary>
    public static SagaMessage OfCommand(string id, string instance, OperatorCommand command, OperatorAct by, string? step = null, Payload payload = default) =>
        new(id, instance, MessageKind.Command) { Command = command, By = by, Step = step, Payload = payload };
}

/// <summary>What became of a message that was sent.</summary>
public enum SendResult
{
    /// <summary>It is in the inbox, or was before.</summary>
    Kept = 0,

    /// <summary>The instance has ended: nothing takes the message in any more, and it is not kept.</summary>
    Ended = 1,

    /// <summary>There is no such instance, and the message is not kept for one to come.</summary>
    NoInstance = 2,
}
