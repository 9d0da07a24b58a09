using System.Buffers.Binary;
using System.Text.Json.Serialization;

namespace SagaDsl.Journal;

/// <summary>A SHA-256 (FIPS 180-4) of a record's head.</summary>
[JsonConverter(typeof(RecordHashConverter))]
public readonly record struct RecordHash
{
    /// <summary>Its length in bytes.</summary>
    public const int Size = 32;

    private readonly ulong _a, _b, _c, _d;

    /// <summary>A hash from its 32 bytes.</summary>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> is not 32 bytes long.</exception>
    public RecordHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
            throw new ArgumentException($"A record hash has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _d = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64BigEndian(target, _a);
        BinaryPrimitives.WriteUInt64BigEndian(target[8..], _b);
        BinaryPrimitives.WriteUInt64BigEndian(target[16..], _c);
        BinaryPrimitives.WriteUInt64BigEndian(target[24..], _d);
    }

    /// <summary>A hash from its 64 hexadecimal digits.</summary>
    /// <exception cref="FormatException"><paramref name="hex"/> is not that.</exception>
    public static RecordHash Parse(string hex)
    {
        ArgumentNullException.ThrowIfNull(hex);
        var bytes = Convert.FromHexString(hex);
        return bytes.Length == Size ? new(bytes) : throw new FormatException($"A record hash has {2 * Size} hexadecimal digits, not {hex.Length}.");
    }

    /// <summary>Writes the 64 hexadecimal digits, lower-case, as ASCII.</summary>
    internal void WriteHex(Span<byte> target)
    {
        ReadOnlySpan<ulong> words = [_a, _b, _c, _d];
        for (var i = 0; i < 2 * Size; i++)
            target[i] = "0123456789abcdef"u8[(int)(words[i / 16] >> (60 - (i % 16 * 4))) & 15];
    }

    /// <summary>The hash in lower-case hexadecimal.</summary>
    public override string ToString() => $"{_a:x16}{_b:x16}{_c:x16}{_d:x16}";
}
