using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using SagaDsl.Journal;

namespace SagaDsl.Json;

/// <summary>
/// JSON brought to one form: properties sorted by their UTF-16 code units, no white space, one spelling per number and
/// string, as in RFC 8785. In one thing it is stricter: numbers are compared by their exact decimal value, where
/// RFC 8785 takes them as doubles and would make one of two large ids.
/// </summary>
internal static class CanonicalJson
{
    // A user's options may allow any depth: what was written is compared, however deep.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 10_000 };

    public static bool Equal(Payload a, Payload b) =>
        a.Json.Span.SequenceEqual(b.Json.Span) || Write(a).AsSpan().SequenceEqual(Write(b));

    /// <summary>SHA-256 of the canonical form, in lower-case hexadecimal.</summary>
    public static string Hash(Payload payload) => Convert.ToHexString(SHA256.HashData(Write(payload))).ToLowerInvariant();

    public static byte[] Write(Payload payload)
    {
        using var document = JsonDocument.Parse(payload.Json, Deep);
        var buffer = new ArrayBufferWriter<byte>(payload.Json.Length);
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, document.RootElement);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(CanonicalNumber.Of(element.GetRawText()), skipInputValidation: true);
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
