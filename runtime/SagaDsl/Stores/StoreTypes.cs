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

/// <summary>What is to be done for an instance: every instance is in exactly one of these.</summary>
public enum WorkState
{
    /// <summary>It can go on at once, or is going on.</summary>
    Ready = 0,

    /// <summary>It goes on at its due time.</summary>
    Due = 1,

    /// <summary>It waits for what comes from outside; with a due time, until then at most.</summary>
    Waiting = 2,

    /// <summary>It waits for a person.</summary>
    Suspended = 3,

    /// <summary>It has ended.</summary>
    Terminal = 4,
}

/// <summary>An instance's status, written with each record.</summary>
/// <param name="Work">What is to be done.</param>
/// <param name="Saga">How far the saga is.</param>
/// <param name="DueAt">When it goes on by itself: always in <see cref="WorkState.Due"/>, perhaps in <see cref="WorkState.Waiting"/>.</param>
/// <param name="Attention">Whether a person should look.</param>
public readonly record struct InstanceStatus(WorkState Work, SagaStatus Saga, DateTimeOffset? DueAt = null, bool Attention = false);

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

/// <summary>One line of a list of instances.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Saga">The saga's name.</param>
/// <param name="Status">Its status.</param>
/// <param name="Records">How many records its journal has.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="UpdatedAt">When its last record was written.</param>
public sealed record InstanceSummary(string Id, string Saga, InstanceStatus Status, int Records, DateTimeOffset StartedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Why this process cannot run it, where that is so.</summary>
    public string? Unrunnable { get; init; }
}

/// <summary>Which instances to list. What is null does not restrict.</summary>
public sealed record InstanceQuery
{
    /// <summary>Those of one saga.</summary>
    public string? Saga { get; init; }

    /// <summary>Those in one work state.</summary>
    public WorkState? Work { get; init; }

    /// <summary>Those in one saga status.</summary>
    public SagaStatus? Status { get; init; }

    /// <summary>Those that a person should look at, or not.</summary>
    public bool? Attention { get; init; }

    /// <summary>Those whose last record was written before.</summary>
    public DateTimeOffset? UpdatedBefore { get; init; }

    /// <summary>Those already reduced to a tombstone, or not.</summary>
    public bool? Reduced { get; init; }

    /// <summary>Those whose id comes after this one, by ordinal order: the next page.</summary>
    public string? AfterId { get; init; }

    /// <summary>How many at most. Default: 100.</summary>
    public int Limit { get; init; } = 100;
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
