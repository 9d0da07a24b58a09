using Microsoft.Extensions.Logging;

namespace SagaDsl.Stores.LiteDb;

internal static partial class Log
{
    [LoggerMessage(EventId = 302, Level = LogLevel.Critical, Message = "{Store} failed. It takes no more writes until it is opened again.")]
    public static partial void StoreFailed(ILogger logger, string store, Exception error);
}
