using System.Security.Cryptography;
using System.Text.Json;

namespace SagaDsl.Journal;

/// <summary>
/// Reads the records of one instance back from bytes, from the first on, and proves on the way that they are the ones
/// that were written: each record's hash, its place, the chain, and the hash of each payload.
/// </summary>
public sealed class RecordDecoder
{
    private readonly string _instance;
    private readonly int _from;
    private readonly List<JournalRecord> _records = [];
    private RecordHash? _last;

    /// <summary>A decoder of one instance's records.</summary>
    /// <param name="instance">The instance's id.</param>
    /// <param name="from">The position of the first record it is given. Where that is not 0, the record before it is taken on trust.</param>
    public RecordDecoder(string instance, int from = 0)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        (_instance, _from) = (instance, from);
        _last = from == 0 ? default(RecordHash) : null;
    }

    /// <summary>The records so far.</summary>
    public IReadOnlyList<JournalRecord> Records => _records;

    /// <summary>
    /// Reads the next record. An entry type, a record version or a member from a later version of the library becomes an
    /// <see cref="UnknownEntry"/>: it is no damage.
    /// </summary>
    /// <param name="position">The position it is stored under.</param>
    /// <param name="hash">The hash stored with it.</param>
    /// <param name="head">Its head.</param>
    /// <param name="payloads">Its payloads.</param>
    /// <exception cref="JournalDamagedException">It is not what was written.</exception>
    public JournalRecord Read(int position, RecordHash hash, ReadOnlySpan<byte> head, ReadOnlySpan<byte> payloads)
    {
        if (position != _from + _records.Count)
            throw Damaged(_from + _records.Count, $"the record is missing; the next one there is record {position}");

        Span<byte> actual = stackalloc byte[RecordHash.Size];
        SHA256.HashData(head, actual);
        if (new RecordHash(actual) != hash)
            throw Damaged(position, "its hash does not match");

        var parser = new RecordParser(_instance, position, _last, _records.Count > 0 ? _records[^1].Writer : null);
        JournalRecord record;
        try
        {
            record = parser.Parse(head, payloads);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException or OverflowException)
        {
            throw Damaged(position, "its hash is right and it cannot be read: " + e.Message);
        }

        record.Seal(hash);
        _records.Add(record);
        _last = hash;
        return record;
    }

    /// <summary>Checks that no record is missing at the end.</summary>
    /// <param name="count">How many records there were, as the store keeps it apart from them.</param>
    /// <exception cref="JournalDamagedException">There are fewer, or more.</exception>
    public void End(int count)
    {
        var end = _from + _records.Count;
        if (end != Math.Max(count, _from))
            throw Damaged(Math.Min(end, count), $"{count} records were appended, and {end} are there");
    }

    private JournalDamagedException Damaged(int position, string what) => new(_instance, position, what);
}
