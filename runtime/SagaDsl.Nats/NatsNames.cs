using System.Security.Cryptography;
using System.Text;
using NATS.Client.Core;

namespace SagaDsl.Transport.Nats;

/// <summary>What things are called on the server, and how a message is written there.</summary>
internal sealed class NatsNames(string stream)
{
    /// <summary>The id of a message as it was given, percent-encoded: a header holds no other text.</summary>
    public const string IdHeader = "Sagadsl-Id";

    /// <summary>By which the server knows a message that was sent twice.</summary>
    public const string DedupeHeader = "Nats-Msg-Id";

    public const string TraceHeader = "traceparent";

    /// <summary>What headers may take of a message: the longest id, a trace, what tools of tracing put beside it.</summary>
    public const int HeaderRoom = 8 * 1024;

    private readonly string _prefix = stream.ToLowerInvariant();

    public string Stream => stream;

    public string[] Subjects => [_prefix + ".cmd.*", _prefix + ".reply.*"];

    public string SubjectOf(TransportAddress address) =>
        string.Concat(_prefix, address.Kind == TransportAddressKind.Participant ? ".cmd." : ".reply.", address.Name);

    public static string ConsumerOf(TransportAddress address) =>
        (address.Kind == TransportAddressKind.Participant ? "cmd-" : "reply-") + address.Name;

    public static NatsHeaders HeadersOf(TransportMessage message, string subject)
    {
        var headers = new NatsHeaders(3) { [DedupeHeader] = DedupeId(message.Id, subject), [IdHeader] = Uri.EscapeDataString(message.Id) };
        // What is no plain text would break the message's head.
        if (message.TraceParent is { Length: > 0 and < 200 } trace && trace.All(static c => c is > ' ' and <= '~'))
            headers[TraceHeader] = trace;
        return headers;
    }

    /// <summary>A message that came; null: it is none of ours.</summary>
    public static TransportMessage? Read(TransportAddress to, NatsHeaders? headers, byte[]? body)
    {
        if (headers is null || !headers.TryGetLastValue(IdHeader, out var id) || id is not { Length: > 0 })
            return null;
        return new(Uri.UnescapeDataString(id), to, body) { TraceParent = headers.TryGetLastValue(TraceHeader, out var trace) ? trace : null };
    }

    // Ids are alike at several addresses: an action's command and its undo, a command and its reply. And they may be longer than is good for the server.
    private static string DedupeId(string id, string subject)
    {
        var text = string.Concat(subject, " ", id);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return Convert.ToBase64String(hash);
    }
}
