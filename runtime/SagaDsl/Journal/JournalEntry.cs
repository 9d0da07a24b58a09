using System.Text.Json.Serialization;

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

/// <summary>An entry that carries a value of the user's. It is stored beside the entry, and its hash with it.</summary>
public interface IPayloadEntry
{
    /// <summary>The value.</summary>
    Payload Payload { get; }

    /// <summary>The same entry with another value.</summary>
    internal JournalEntry With(Payload payload);
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

    /// <summary>The error of an exception, whatever its own members do when they are asked.</summary>
    public static StepError From(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var text = TextOf(exception);
        if (text.Length > MaxMessage)
        {
            // Never through the middle of a surrogate pair: half of one is not valid Unicode.
            var kept = char.IsHighSurrogate(text[MaxMessage - 2]) ? MaxMessage - 2 : MaxMessage - 1;
            text = string.Concat(text.AsSpan(0, kept), "…");
        }

        return new(exception.GetType().FullName ?? exception.GetType().Name, text);
    }

    /// <summary>An exception's message; a user's exception may throw where it is asked for it, or have none.</summary>
    internal static string TextOf(Exception exception)
    {
        try
        {
            return exception.Message ?? "The exception has no message.";
        }
        catch (Exception e)
        {
            return $"The exception's message cannot be read: asking for it threw {e.GetType().Name}.";
        }
    }
}
