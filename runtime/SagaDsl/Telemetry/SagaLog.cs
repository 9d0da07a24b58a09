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

    [LoggerMessage(4, LogLevel.Error, "Whether record {Position} of instance {Instance} was appended is unknown: it is read back.")]
    public partial void AppendUnknown(string instance, int position, Exception? exception);

    [LoggerMessage(6, LogLevel.Warning, "A call of step {Step} of instance {Instance} ended {Outcome} after the instance was let go; nothing is recorded.")]
    public partial void LateResult(string instance, string step, CallOutcomeKind outcome);

    [LoggerMessage(7, LogLevel.Error, "Instance {Instance} could not be loaded; tried again later.")]
    public partial void LoadFailed(string instance, Exception exception);

    [LoggerMessage(8, LogLevel.Error, "The inbox of instance {Instance} could not be read; tried again later.")]
    public partial void InboxUnread(string instance, Exception exception);

    [LoggerMessage(9, LogLevel.Warning, "The due time of instance {Instance} could not be moved: it is asked early after a restart.")]
    public partial void DueNotMoved(string instance, Exception exception);

    [LoggerMessage(10, LogLevel.Error, "Looking after {What} failed; tried again later.")]
    public partial void BackgroundFailed(string what, Exception exception);

    [LoggerMessage(11, LogLevel.Critical, "The engine failed over instance {Instance}; its journal is read again.")]
    public partial void InstanceFailed(string instance, Exception exception);

    [LoggerMessage(12, LogLevel.Warning, "Stopped with {Count} instances whose calls did not end in time; they are taken up by the next start.")]
    public partial void StoppedWithCalls(int count);

    [LoggerMessage(13, LogLevel.Warning, "Instance {Instance} needs attention: {Reason}")]
    public partial void Attention(string instance, string reason);

    [LoggerMessage(14, LogLevel.Error, "Instance {Instance} is suspended: {Reason}")]
    public partial void Suspended(string instance, string reason);

    [LoggerMessage(15, LogLevel.Debug, "Saga {Saga}, instance {Instance}: {What} {Step} failed at attempt {Attempt}.")]
    public partial void CallFailed(string saga, string instance, string what, string step, int attempt, Exception? exception);

    [LoggerMessage(16, LogLevel.Information, "Saga {Saga}, instance {Instance}: {What} {Step} was rejected at attempt {Attempt}.")]
    public partial void CallRejected(string saga, string instance, string what, string step, int attempt, Exception? exception);

    [LoggerMessage(17, LogLevel.Warning, "Saga {Saga}, instance {Instance}: {What} {Step} failed at attempt {Attempt}, and is retried; a person should look.")]
    public partial void CallNeedsAttention(string saga, string instance, string what, string step, int attempt, Exception? exception);

    [LoggerMessage(18, LogLevel.Error, "Saga {Saga}, instance {Instance}: {What} {Step} failed at attempt {Attempt}, and is not tried again.")]
    public partial void CallGaveUp(string saga, string instance, string what, string step, int attempt, Exception? exception);

    [LoggerMessage(19, LogLevel.Debug, "Saga {Saga}, instance {Instance}: {What} {Step} is pending at attempt {Attempt}.")]
    public partial void CallPending(string saga, string instance, string what, string step, int attempt);

    [LoggerMessage(20, LogLevel.Warning,
        "Saga {Saga}, instance {Instance}: what was made for step {Step} could not be disposed of. The step's outcome stands.")]
    public partial void NotDisposed(string saga, string instance, string step, Exception exception);

    [LoggerMessage(21, LogLevel.Warning, "Instance {Instance} has ended long ago, and is kept whole: reducing it failed.")]
    public partial void NotReduced(string instance, Exception exception);

    [LoggerMessage(22, LogLevel.Warning, "Somebody who listens to the sagas' telemetry failed.")]
    public partial void ListenerFailed(Exception exception);

    [LoggerMessage(23, LogLevel.Error, "Partition {Partition} has another owner now. What ran here is void, and goes on there.")]
    public partial void PartitionLost(int partition, Exception exception);

    [LoggerMessage(24, LogLevel.Warning, "Instance {Instance} could not send to {Participant} now; it is sent again.")]
    public partial void NotSentYet(string instance, string participant, Exception exception);

    [LoggerMessage(25, LogLevel.Error, "What instance {Instance} is to send to {Participant} is refused; it is tried again.")]
    public partial void NotSent(string instance, string participant, Exception exception);

    [LoggerMessage(26, LogLevel.Warning, "What became of {Key} could not be told to {Inbox}; it is told when it is asked for again.")]
    public partial void NotAnswered(string key, string inbox, Exception exception);

    [LoggerMessage(27, LogLevel.Error, "Message {Id} to {Address} cannot be read, and is left: {Problem}.")]
    public partial void MessageUnread(string id, string address, string problem);

    [LoggerMessage(28, LogLevel.Debug, "Instance {Instance} does not wait for a reply to step {Step} any more, which participant {Participant} gave.")]
    public partial void ReplyNotWanted(string instance, string step, string participant);
}
