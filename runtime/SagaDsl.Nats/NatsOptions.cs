using NATS.Client.Core;
using NATS.Client.JetStream.Models;

namespace SagaDsl;

/// <summary>How sagas and participants use a NATS server. The defaults suit one server, or a cluster of which one is enough.</summary>
public sealed class NatsOptions
{
    /// <summary>
    /// The JetStream stream that carries the messages. Letters (a to z), digits, '-' and '_'. Its subjects are <c>{stream}.cmd.*</c> and
    /// <c>{stream}.reply.*</c>, in small letters. Everything that is to reach each other has the same one. Default: <c>SAGADSL</c>.
    /// </summary>
    public string Stream { get; set; } = "SAGADSL";

    /// <summary>
    /// Whether the stream and the consumers are made where they are missing. Default: true. False: whoever runs the server has made the stream, and a
    /// missing one is an error; consumers are made in any case.
    /// </summary>
    public bool CreateStream { get; set; } = true;

    /// <summary>On how many servers of a cluster a message is kept: 1, 3 or 5. Counts when the stream is made. Default: 1; in a cluster say 3.</summary>
    public int Replicas { get; set; } = 1;

    /// <summary>Where the server keeps messages. Counts when the stream is made. Default: in files.</summary>
    public StreamConfigStorage Storage { get; set; } = StreamConfigStorage.File;

    /// <summary>
    /// After how long a message goes to another process when the one that has it died. A message that takes longer than this to be taken in is not
    /// delivered twice: the server is told that it is still worked on. Default: 30 s; at least 1 s.
    /// </summary>
    public TimeSpan AckWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many messages of one address (a participant, the inbox) are taken in at once. As many more may wait in memory. Default: 256.</summary>
    public int MaxInFlight { get; set; } = 256;

    /// <summary>
    /// How long the server has to answer: to a send, or when the runtime starts. After that it counts as unreachable; sends are repeated by the runtime.
    /// Default: 5 s.
    /// </summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Changes how a connection is made from an address: credentials, TLS. Not used where the connection is given. Default: null, none.
    /// <c>nats.Connection = connection => connection with { AuthOpts = NatsAuthOpts.Default with { CredsFile = "shop.creds" } }</c>.
    /// </summary>
    public Func<NatsOpts, NatsOpts>? Connection { get; set; }

    /// <exception cref="ArgumentException">An option has a value that cannot be.</exception>
    internal void Check()
    {
        if (Stream is not { Length: > 0 and <= 100 } || !Stream.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw Wrong(nameof(Stream), $"'{Stream}' is no name of a stream: 1 to 100 letters (a to z), digits, '-' and '_'.");
        if (Replicas is < 1 or > 5)
            throw Wrong(nameof(Replicas), $"{Replicas} replicas: a server keeps 1 to 5.");
        if (AckWait < TimeSpan.FromSeconds(1))
            throw Wrong(nameof(AckWait), $"{AckWait}: at least a second.");
        if (MaxInFlight is < 1 or > 10_000)
            throw Wrong(nameof(MaxInFlight), $"{MaxInFlight}: 1 to 10,000.");
        if (CommandTimeout < TimeSpan.FromMilliseconds(100) || CommandTimeout > TimeSpan.FromMinutes(10))
            throw Wrong(nameof(CommandTimeout), $"{CommandTimeout}: 100 ms to 10 minutes.");
    }

    private static ArgumentException Wrong(string option, string what) => new($"{nameof(NatsOptions)}.{option}: {what}");
}
