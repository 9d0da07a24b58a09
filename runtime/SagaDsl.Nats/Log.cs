using Microsoft.Extensions.Logging;

namespace SagaDsl.Transport.Nats;

/// <summary>What is logged. A logger that throws stops no message.</summary>
internal static partial class Log
{
    public static void NotTakenIn(ILogger logger, string id, TransportAddress to, double seconds, Exception error) =>
        Try(() => MessageNotTakenIn(logger, id, to, seconds, error));

    public static void NotOurs(ILogger logger, string subject) => Try(() => MessageNotOurs(logger, subject));

    public static void NotReceiving(ILogger logger, TransportAddress address, double seconds, Exception error) =>
        Try(() => ReceivingFailed(logger, address, seconds, error));

    public static void NotPermitted(ILogger logger, string server, string error) => Try(() => NoPermission(logger, server, error));

    public static void NotAnswered(ILogger logger, string id, TransportAddress to, Exception error) => Try(() => AcknowledgementFailed(logger, id, to, error));

    public static void Away(ILogger logger, string server) => Try(() => ConnectionLost(logger, server));

    public static void Back(ILogger logger, string server) => Try(() => ConnectionMade(logger, server));

    [LoggerMessage(EventId = 401, Level = LogLevel.Warning, Message = "Message {Id} to {To} was not taken in; it comes again in {Seconds} s")]
    private static partial void MessageNotTakenIn(ILogger logger, string id, TransportAddress to, double seconds, Exception error);

    [LoggerMessage(EventId = 402, Level = LogLevel.Error,
        Message = "A message on {Subject} is none of SagaDsl: it has no header Sagadsl-Id. It was thrown away. Who publishes there?")]
    private static partial void MessageNotOurs(ILogger logger, string subject);

    [LoggerMessage(EventId = 403, Level = LogLevel.Error, Message = "Messages to {Address} are not received now; tried again in {Seconds} s")]
    private static partial void ReceivingFailed(ILogger logger, TransportAddress address, double seconds, Exception error);

    [LoggerMessage(EventId = 404, Level = LogLevel.Error, Message = "{Server} does not permit what sagas need: {Error} (docs/nats.md has the permissions)")]
    private static partial void NoPermission(ILogger logger, string server, string error);

    [LoggerMessage(EventId = 405, Level = LogLevel.Information, Message = "Message {Id} to {To}: the server was not told what became of it; it comes again")]
    private static partial void AcknowledgementFailed(ILogger logger, string id, TransportAddress to, Exception error);

    [LoggerMessage(EventId = 406, Level = LogLevel.Warning, Message = "The connection to {Server} is lost; it is tried until it is there again")]
    private static partial void ConnectionLost(ILogger logger, string server);

    [LoggerMessage(EventId = 407, Level = LogLevel.Information, Message = "The connection to {Server} is there again")]
    private static partial void ConnectionMade(ILogger logger, string server);

    private static void Try(Action log)
    {
        try
        {
            log();
        }
        catch (Exception)
        {
            // Nobody to tell.
        }
    }
}
