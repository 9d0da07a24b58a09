using Microsoft.Extensions.Logging;
using SagaDsl.Journal;

namespace SagaDsl.Stores;

/// <summary>What a store is given when it is opened.</summary>
/// <param name="Node">The name of this node, for messages.</param>
/// <param name="Time">The clock.</param>
/// <param name="Logger">Where to log.</param>
public sealed record StoreOpening(string Node, TimeProvider Time, ILogger Logger);

/// <summary>A record to append.</summary>
/// <param name="Instance">The instance's id.</param>
/// <param name="Saga">The saga's name.</param>
/// <param name="Record">The record; its position is the fence.</param>
/// <param name="Status">The instance's status once the record is there.</param>
/// <param name="Absorbed">The ids of the inbox messages that the record takes in; null: none.</param>
public readonly record struct AppendRequest(string Instance, string Saga, JournalRecord Record, InstanceStatus Status, IReadOnlyList<string>? Absorbed = null);

/// <summary>Whether a record was appended.</summary>
public enum AppendOutcome
{
    /// <summary>It is there.</summary>
    Appended = 0,

    /// <summary>Another record is there; nothing was changed.</summary>
    Conflict = 1,
}

/// <summary>An instance as it is stored.</summary>
public sealed class StoredInstance
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The saga's name.</summary>
    public required string Saga { get; init; }

    /// <summary>Its status.</summary>
    public required InstanceStatus Status { get; init; }

    /// <summary>Its records in order; empty where only the tombstone is left.</summary>
    public required IReadOnlyList<JournalRecord> Records { get; init; }

    /// <summary>Its inbox.</summary>
    public IReadOnlyList<InboxMessage> Inbox { get; init; } = [];

    /// <summary>What is left of it after its retention time.</summary>
    public Tombstone? Tombstone { get; init; }
}

/// <summary>Due instances.</summary>
/// <param name="Instances">Their ids, the earliest first.</param>
/// <param name="NextDueAt">The earliest due time after now, or null.</param>
public sealed record DueWork(IReadOnlyList<string> Instances, DateTimeOffset? NextDueAt);

/// <summary>A message to an instance: an operator's command.</summary>
/// <param name="Id">Its id: absorbed once.</param>
/// <param name="Instance">To whom.</param>
/// <param name="Command">What is asked.</param>
/// <param name="By">Who asks, and why.</param>
/// <param name="Step">On which step.</param>
public sealed record InboxMessage(string Id, string Instance, OperatorCommand Command, OperatorAct By, string? Step = null)
{
    /// <summary>The value that is supplied.</summary>
    public Payload Payload { get; init; }
}

/// <summary>What is left of an ended instance after its retention time: enough to answer a start with its id.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="InputHashes">SHA-256 of its input's canonical JSON (RFC 8785), in hexadecimal.</param>
/// <param name="Failure">Why it did not complete.</param>
public sealed record Tombstone(SagaStatus Status, IReadOnlyList<string> InputHashes, SagaFailure? Failure)
{
    /// <summary>The saga's result.</summary>
    public Payload Result { get; init; }
}
