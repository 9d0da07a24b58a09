using Microsoft.Extensions.Logging;

namespace SagaDsl;

/// <summary>What is logged about how a runtime is set up.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(
        30, LogLevel.Warning,
        "No store was chosen: sagas are kept in memory, and nothing of them survives this process. Choose one, " +
            "UseLiteDb(\"sagas.db\") of the package SagaDsl.LiteDb or UseSqlite(\"sagas.db\") of SagaDsl.Sqlite, or say UseMemory() where that is meant.")]
    public static partial void KeptInMemory(ILogger logger);
}
