using Microsoft.Extensions.Logging;

namespace SagaDsl.Stores.Sqlite;

internal static partial class Log
{
    [LoggerMessage(EventId = 301, Level = LogLevel.Critical, Message = "{Store} failed. It takes no more writes until it is opened again.")]
    private static partial void StoreFailed(ILogger logger, string store, Exception error);

    /// <summary>A logger that throws must not end the writer's thread, and with it the process.</summary>
    public static void TryStoreFailed(ILogger logger, string store, Exception error)
    {
        try
        {
            StoreFailed(logger, store, error);
        }
        catch (Exception)
        {
            // Every request says the same.
        }
    }
}
