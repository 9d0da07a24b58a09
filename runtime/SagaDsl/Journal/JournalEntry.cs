using System.Text.Json.Serialization;
using SagaDsl.Json;

namespace SagaDsl.Journal;

/// <summary>One thing that happened to an instance. Entries are facts: written once, never changed.</summary>
[JsonConverter(typeof(JournalEntryConverter))]
public abstract record JournalEntry
{
    private protected JournalEntry()
    {
    }

    /// <summary>The entry on one line, for people; without the user's value.</summary>
    public sealed override string ToString() => PlainText.Of(this);
}

/// <summary>An entry that carries a value of the user's.</summary>
public abstract record PayloadEntry : JournalEntry
{
    private protected PayloadEntry()
    {
    }

    /// <summary>The value.</summary>
    [JsonIgnore]
    public Payload Payload { get; init; }
}

/// <summary>An entry of a type this version does not know. The instance is left alone.</summary>
/// <param name="Type">The type's name as it is written.</param>
public sealed record UnknownEntry(string Type) : JournalEntry;

/// <summary>An error as it is journaled: capped, so that a journal stays small.</summary>
/// <param name="Type">The exception's full type name.</param>
/// <param name="Message">Its text.</param>
public sealed record StepError(string Type, string Message)
{
    /// <summary>The longest text that is kept, in characters.</summary>
    public const int MaxMessage = 1000;

    /// <summary>The error of an exception.</summary>
    public static StepError From(Exception exception)
    {
        var text = exception.Message;
        if (text.Length > MaxMessage)
        {
            // Never through the middle of a surrogate pair: half of one is not valid Unicode.
            var kept = char.IsHighSurrogate(text[MaxMessage - 2]) ? MaxMessage - 2 : MaxMessage - 1;
            text = string.Concat(text.AsSpan(0, kept), "…");
        }

        return new(exception.GetType().FullName ?? exception.GetType().Name, text);
    }
}
