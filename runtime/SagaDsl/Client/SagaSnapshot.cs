using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using SagaDsl.Journal;

namespace SagaDsl;

/// <summary>Where an instance stands.</summary>
public sealed class SagaSnapshot
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The saga's name.</summary>
    public required string Saga { get; init; }

    /// <summary>How far it is.</summary>
    public required SagaStatus Status { get; init; }

    /// <summary>What is to be done for it.</summary>
    public required WorkState Work { get; init; }

    /// <summary>When it goes on, where it waits for a time.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>What a person should look at; null: nothing.</summary>
    public string? Attention { get; init; }

    /// <summary>Why it waits for a person; null: it does not.</summary>
    public string? Suspended { get; init; }

    /// <summary>Why it turned back; null: it did not.</summary>
    public SagaFailure? Failure { get; init; }

    /// <summary>Its steps, in declaration order.</summary>
    public required IReadOnlyList<StepSnapshot> Steps { get; init; }

    /// <summary>The snapshot on one line, for people: <c>checkout 'order-42': Running, Due at …; steps: CreateOrder Completed, Charge Scheduled</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Saga} '{Id}': {Status}");
        if (Work != WorkState.Terminal)
            text.Append(", ").Append(Work);
        if (DueAt is { } due)
            text.Append(" at ").Append(PlainText.Time(due));
        Say("suspended", Suspended);
        Say("attention", Attention);
        Say("failure", Failure?.ToString());
        if (Steps.Count > 0)
            text.Append("; steps: ").AppendJoin(", ", Steps);
        return text.ToString();

        void Say(string what, string? why)
        {
            if (why is not null)
                text.Append("; ").Append(what).Append(": ").Append(why.ReplaceLineEndings(" "));
        }
    }
}

/// <summary>Where a step of an instance stands.</summary>
/// <param name="Name">The step's name.</param>
/// <param name="State">Its action.</param>
/// <param name="Undo">Its compensation.</param>
/// <param name="Attempts">How many attempts of the action, or of a compensation under way, failed.</param>
/// <param name="DueAt">When it is tried again, or its participant is asked again.</param>
public sealed record StepSnapshot(string Name, StepState State, UndoState Undo, int Attempts, DateTimeOffset? DueAt)
{
    /// <summary>The participant that does it; null: this process does.</summary>
    public string? Participant { get; init; }

    /// <summary>The step in a few words, for people: <c>Charge Scheduled (2 failed attempts, again at …)</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Name).Append(' ').Append(State);
        if (Undo != UndoState.None)
            text.Append(", undo ").Append(Undo);
        var more = new List<string>(3);
        if (Participant is not null && (State == StepState.Scheduled || Undo == UndoState.Scheduled))
            more.Add($"waits for participant '{Participant}'");
        if (Attempts > 0)
            more.Add(string.Create(CultureInfo.InvariantCulture, $"{Attempts} failed {(Attempts == 1 ? "attempt" : "attempts")}"));
        if (DueAt is { } due)
            more.Add($"again at {PlainText.Time(due)}");
        if (more.Count > 0)
            text.Append(" (").AppendJoin(", ", more).Append(')');

        return text.ToString();
    }
}

/// <summary>Where a step's action stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StepState>))]
public enum StepState : byte
{
    /// <summary>Not yet its turn.</summary>
    Waiting = 0,

    /// <summary>Its intent is recorded: it runs, or is about to, or waits for a retry.</summary>
    Scheduled = 1,

    /// <summary>Done.</summary>
    Completed = 2,

    /// <summary>Refused: nothing happened.</summary>
    Rejected = 3,

    /// <summary>May have happened.</summary>
    InDoubt = 4,

    /// <summary>Scheduled, and its first attempt never began.</summary>
    NotBegun = 5,

    /// <summary>Done without.</summary>
    Skipped = 6,
}

/// <summary>Where a step's compensation stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UndoState>))]
public enum UndoState : byte
{
    /// <summary>Not called for.</summary>
    None = 0,

    /// <summary>Its intent is recorded: it runs, or is about to, or waits for a retry.</summary>
    Scheduled = 1,

    /// <summary>Undone.</summary>
    Completed = 2,

    /// <summary>Left as it is, by a person's decision.</summary>
    Skipped = 3,
}
