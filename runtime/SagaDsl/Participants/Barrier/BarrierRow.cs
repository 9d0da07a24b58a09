namespace SagaDsl.Participants;

/// <summary>A row of the barrier, as far as it decides.</summary>
internal sealed record BarrierRow(string State, string? Reply)
{
    /// <summary>The effect is in the database.</summary>
    public const string Done = "done";

    /// <summary>Of an action: parts of it are in the database, which have rows of their own; the action itself is not.</summary>
    public const string Parts = "parts";

    /// <summary>The effect is not in the database and never will be: an undo came first.</summary>
    public const string Barred = "barred";

    /// <summary>The effect was in the database, and was undone.</summary>
    public const string Undone = "undone";

    /// <summary>Whether the effect is refused.</summary>
    public bool IsClosed => State is Barred or Undone;
}
