using Microsoft.Extensions.Logging;
using SagaDsl.Journal;

namespace SagaDsl.Stores;

/// <summary>What a store is given when it is opened.</summary>
/// <param name="Node">The name of this node, for messages.</param>
/// <param name="Time">The clock.</param>
/// <param name="Logger">Where to log.</param>
/// <param name="Lost">
/// Told, once, when the store finds that it has lost its partition to another owner: nothing of it may be appended here any
/// more. An embedded store never tells; null where nobody wants to know.
/// </param>
public sealed record StoreOpening(string Node, TimeProvider Time, ILogger Logger, Action<Exception>? Lost = null);

/// <summary>An instance as it is stored.</summary>
public sealed class StoredInstance
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The saga's name.</summary>
    public required string Saga { get; init; }

    /// <summary>Its status.</summary>
    public required InstanceStatus Status { get; init; }

    /// <summary>Its records in order, from the position that was asked for; empty where only the tombstone is left.</summary>
    public required IReadOnlyList<JournalRecord> Records { get; init; }

    /// <summary>Its inbox.</summary>
    public IReadOnlyList<SagaMessage> Inbox { get; init; } = [];

    /// <summary>What is left of it after its retention time.</summary>
    public Tombstone? Tombstone { get; init; }
}

/// <summary>Due instances.</summary>
/// <param name="Instances">Their ids, the earliest first.</param>
/// <param name="NextDueAt">The earliest due time after now, or null.</param>
public sealed record DueWork(IReadOnlyList<string> Instances, DateTimeOffset? NextDueAt);

/// <summary>What is left of an ended instance after its retention time: enough to answer a start with its id.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="InputHashes">SHA-256 of its input's canonical JSON (RFC 8785), in hexadecimal.</param>
/// <param name="Failure">Why it did not complete.</param>
public sealed record Tombstone(SagaStatus Status, IReadOnlyList<string> InputHashes, SagaFailure? Failure)
{
    /// <summary>The saga's result.</summary>
    public Payload Result { get; init; }
}
