using System.Text;

namespace SagaDsl.Journal;

/// <summary>A value of the user's as it is journaled: JSON in UTF-8. Hashed apart from its record, so that it can be erased without breaking the chain.</summary>
public readonly struct Payload
{
    /// <summary>A payload from JSON in UTF-8, which must not change afterwards.</summary>
    public Payload(ReadOnlyMemory<byte> json) => Json = json;

    /// <summary>The JSON in UTF-8; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>Whether there is a value, were it JSON's <c>null</c>.</summary>
    public bool IsPresent => !Json.IsEmpty;

    /// <summary>The JSON text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Json.Span);
}
