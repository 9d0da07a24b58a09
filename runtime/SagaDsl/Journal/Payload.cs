using System.Text;
using System.Text.Json.Serialization;

namespace SagaDsl.Journal;

/// <summary>
/// A value of the user's as it is journaled: JSON in UTF-8. Hashed apart from its record, so that it can be erased without breaking the chain.
/// </summary>
[JsonConverter(typeof(PayloadConverter))]
public readonly struct Payload
{
    /// <summary>A payload from JSON in UTF-8, which must not change afterwards.</summary>
    /// <param name="json">The JSON; null or empty: there is no value.</param>
    public Payload(byte[]? json) => Bytes = json is { Length: > 0 } ? json : null;

    /// <summary>A payload from a copy of JSON in UTF-8.</summary>
    /// <param name="json">The JSON; empty: there is no value.</param>
    public Payload(ReadOnlyMemory<byte> json) : this(json.ToArray())
    {
    }

    /// <summary>The JSON in UTF-8; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Json => Bytes;

    /// <summary>Whether there is a value, were it JSON's <c>null</c>.</summary>
    public bool IsPresent => Bytes is not null;

    internal byte[]? Bytes { get; }

    /// <summary>The JSON text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Json.Span);
}
