namespace SagaDsl.Stores;

/// <summary>A record to append.</summary>
/// <param name="Instance">The instance's id.</param>
/// <param name="Saga">The saga's name.</param>
/// <param name="Record">The record; its position is the fence.</param>
/// <param name="Status">The instance's status once the record is there.</param>
/// <param name="Absorbed">The ids of the inbox messages that the record takes in; null: none.</param>
/// <param name="Outgoing">
/// The messages that leave with the record, in its commit; null: none. One whose addressee has ended, or whose id was
/// absorbed before, has no effect; one to an id that has no instance yet is kept until it says.
/// </param>
public readonly record struct AppendRequest(
    string Instance, string Saga, JournalRecord Record, InstanceStatus Status,
    IReadOnlyList<string>? Absorbed = null, IReadOnlyList<SagaMessage>? Outgoing = null);

/// <summary>What became of a record.</summary>
public enum AppendFate
{
    /// <summary>It is there.</summary>
    Appended = 0,

    /// <summary>Another record is there; nothing was changed.</summary>
    Conflict = 1,

    /// <summary>The store failed, and whether the record is there is to be read back.</summary>
    Unknown = 2,
}

/// <summary>What became of an append.</summary>
/// <param name="Fate">Whether the record is there.</param>
/// <param name="Error">Why that is unknown.</param>
public readonly record struct AppendResult(AppendFate Fate, Exception? Error = null)
{
    /// <summary>The record is there.</summary>
    public static AppendResult Appended => default;

    /// <summary>Another record is there.</summary>
    public static AppendResult Conflict => new(AppendFate.Conflict);

    /// <summary>The store failed.</summary>
    public static AppendResult Unknown(Exception error) => new(AppendFate.Unknown, error);
}
