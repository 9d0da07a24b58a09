using System.Text.Json;

namespace SagaDsl.Journal;

/// <summary>
/// The record's form on disk, version 1. Two byte strings: the <em>head</em>, JSON, and the <em>payloads</em>, one after
/// the other in the order of their entries.
/// <code>
/// {"v":1,"id":"order-42","n":1,"at":"…","node":"shop-1","epoch":7,"nonce":99,"prev":"9f86…",
///  "entries":[{"StepCompleted":{"step":"Charge","attempt":1},"payload":"2c26…","size":31},{"StepScheduled":{…}}]}
/// </code>
/// A payload stands in the head as its SHA-256 and its size; the record's hash is the SHA-256 of the head.
/// </summary>
internal static class RecordFormat
{
    public const int Version = 1;

    public static readonly JsonEncodedText
        V = JsonEncodedText.Encode("v"),
        Id = JsonEncodedText.Encode("id"),
        N = JsonEncodedText.Encode("n"),
        At = JsonEncodedText.Encode("at"),
        Node = JsonEncodedText.Encode("node"),
        Epoch = JsonEncodedText.Encode("epoch"),
        Nonce = JsonEncodedText.Encode("nonce"),
        Prev = JsonEncodedText.Encode("prev"),
        Entries = JsonEncodedText.Encode("entries"),
        Payload = JsonEncodedText.Encode("payload"),
        Size = JsonEncodedText.Encode("size");
}
