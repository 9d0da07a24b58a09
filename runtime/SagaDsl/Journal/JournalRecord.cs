using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using SagaDsl.Journal;

namespace SagaDsl;

/// <summary>
/// The journal's unit: what is appended at once. It is there whole or not at all; fence and hash chain are per record.
/// </summary>
[JsonConverter(typeof(JournalRecordConverter))]
public sealed class JournalRecord
{
    // Held small: a store in memory keeps every record, and its records have no hashes until somebody reads them.
    private readonly object? _previous;
    private readonly long _time;
    private readonly object _first = Array.Empty<JournalEntry>(); // The first entry; or all of them, where there are more than two.
    private readonly JournalEntry? _second;
    private object? _hash;

    /// <summary>A record that is yet to be given its members.</summary>
    public JournalRecord()
    {
    }

    /// <summary>The record behind another one, whose hash it shares; null: the first one.</summary>
    [SetsRequiredMembers]
    internal JournalRecord(JournalRecord? last, WriterId writer, long nonce, DateTimeOffset time, IReadOnlyList<JournalEntry> entries)
    {
        if (last is not null)
            (Position, _previous) = (last.Position + 1, last._hash);
        (Writer, Nonce, Time, Entries) = (writer, nonce, time, entries);
    }

    /// <summary>The record's place in its instance's journal, from 0.</summary>
    public required int Position { get; init; }

    /// <summary>The hash of the record before it; zero at position 0.</summary>
    public required RecordHash Previous
    {
        get => _previous is RecordHash previous ? previous : default;
        init => _previous = value == default ? null : value;
    }

    /// <summary>Who wrote it.</summary>
    public required WriterId Writer { get; init; }

    /// <summary>A number drawn for this record: tells one's own append from another's when the reply was lost.</summary>
    public required long Nonce { get; init; }

    /// <summary>When it was written, by the writer's wall clock.</summary>
    public required DateTimeOffset Time
    {
        get => new(_time, TimeSpan.Zero);
        init => _time = value.UtcTicks;
    }

    /// <summary>What happened, in order.</summary>
    public required IReadOnlyList<JournalEntry> Entries
    {
        get => _first as JournalEntry[] ?? (_second is null ? [this[0]] : [this[0], _second]);
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.Count is 1 or 2)
                (_first, _second) = (value[0], value.Count == 2 ? value[1] : null);
            else
                _first = value.ToArray();
        }
    }

    /// <summary>How many entries there are.</summary>
    internal int Count => _first is JournalEntry[] all ? all.Length : _second is null ? 1 : 2;

    /// <summary>One of the entries, without a list made of them.</summary>
    internal JournalEntry this[int index] => _first is JournalEntry[] all ? all[index] : index == 0 ? (JournalEntry)_first : _second!;

    /// <summary>The record's own hash; set when a store encodes or reads it.</summary>
    public RecordHash Hash => _hash is RecordHash hash ? hash : default;

    /// <summary>Sets the hash, once the record is encoded. Called by the codec.</summary>
    internal void Seal(RecordHash hash) => _hash = hash;

    /// <summary>The record on one line, for people; without the users' values.</summary>
    public override string ToString() => PlainText.Of(this);

    /// <summary>The same record behind another one, not sealed.</summary>
    internal JournalRecord After(RecordHash previous) =>
        new() { Position = Position, Previous = previous, Writer = Writer, Nonce = Nonce, Time = Time, Entries = Entries };
}

/// <summary>The process that writes.</summary>
/// <param name="Node">Its node's name.</param>
/// <param name="Epoch">Which start of the node: differs from start to start.</param>
public sealed record WriterId(string Node, long Epoch);
