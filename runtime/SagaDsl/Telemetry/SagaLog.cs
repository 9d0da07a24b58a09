using Microsoft.Extensions.Logging;
using SagaDsl.Kernel;

namespace SagaDsl.Telemetry;

/// <summary>Everything the engine logs.</summary>
internal sealed partial class SagaLog(ILogger logger)
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(1, LogLevel.Information, "Opened {Store} with {Count} sagas.")]
    public partial void Opened(string store, int count);

    [LoggerMessage(2, LogLevel.Information, "Took up {Count} unfinished instances.")]
    public partial void Recovered(int count);

    [LoggerMessage(3, LogLevel.Warning, "Instance {Instance} cannot run here: {Reason}")]
    public partial void Unrunnable(string instance, string reason);

    [LoggerMessage(4, LogLevel.Error, "Whether record {Position} of instance {Instance} was appended is unknown: its journal is read again.")]
    public partial void AppendFailed(string instance, int position, Exception exception);

    [LoggerMessage(5, LogLevel.Warning, "Record {Position} of instance {Instance} is there already: another owner works on it. What runs here is void.")]
    public partial void Fenced(string instance, int position);

    [LoggerMessage(6, LogLevel.Warning, "A call of step {Step} of instance {Instance} ended {Outcome} after the instance was let go; nothing is recorded.")]
    public partial void LateResult(string instance, string step, OutcomeKind outcome);

    [LoggerMessage(7, LogLevel.Error, "Instance {Instance} could not be loaded; tried again later.")]
    public partial void LoadFailed(string instance, Exception exception);

    [LoggerMessage(8, LogLevel.Error, "The inbox of instance {Instance} could not be read; tried again later.")]
    public partial void InboxUnread(string instance, Exception exception);

    [LoggerMessage(9, LogLevel.Warning, "The due time of instance {Instance} could not be moved: it is asked early after a restart.")]
    public partial void DueNotMoved(string instance, Exception exception);

    [LoggerMessage(10, LogLevel.Error, "Looking after {What} failed; tried again later.")]
    public partial void BackgroundFailed(string what, Exception exception);

    [LoggerMessage(11, LogLevel.Critical, "The runner of instance {Instance} failed; its journal is read again.")]
    public partial void RunnerFailed(string instance, Exception exception);

    [LoggerMessage(12, LogLevel.Warning, "Stopped with {Count} instances whose calls did not end in time; they are taken up by the next start.")]
    public partial void StoppedWithCalls(int count);

    [LoggerMessage(13, LogLevel.Warning, "Instance {Instance} needs attention: {Reason}")]
    public partial void Attention(string instance, string reason);

    [LoggerMessage(14, LogLevel.Error, "Instance {Instance} is suspended: {Reason}")]
    public partial void Suspended(string instance, string reason);
}
