using SagaDsl.Engine;
using SagaDsl.Journal;

namespace SagaDsl;

/// <summary>What a person can do to an instance: <c>handle.As("ann", "ticket 4711")</c>. Each act is journaled, accepted or not.</summary>
public class SagaOperator
{
    private readonly ISagaEngine? _engine;
    private readonly string? _id;
    private readonly OperatorAct? _by;

    internal SagaOperator(ISagaEngine engine, string id, string actor, string reason)
    {
        WellFormed.Check(actor, "who acts");
        WellFormed.Check(reason, "why");
        _engine = engine;
        _id = id;
        _by = new(actor, reason);
    }

    /// <summary>For mocks.</summary>
    protected SagaOperator()
    {
    }

    private ISagaEngine Engine => _engine ?? throw new InvalidOperationException("This operator is a mock: it has no runtime.");

    /// <summary>Turns the saga back. Refused after its commit point; deferred while its pivot is undecided.</summary>
    public virtual ValueTask<CommandAnswer> CancelAsync(CancellationToken cancellationToken = default) =>
        Send(OperatorCommand.Cancel, null, default, cancellationToken);

    /// <summary>Tries at once, with fresh attempts, whatever waits for a retry.</summary>
    public virtual ValueTask<CommandAnswer> RetryNowAsync(CancellationToken cancellationToken = default) =>
        Send(OperatorCommand.RetryNow, null, default, cancellationToken);

    /// <summary>Starts nothing more until resumed. Calls that run go on to their end.</summary>
    public virtual ValueTask<CommandAnswer> SuspendAsync(CancellationToken cancellationToken = default) =>
        Send(OperatorCommand.Suspend, null, default, cancellationToken);

    /// <summary>Goes on, with fresh attempts.</summary>
    public virtual ValueTask<CommandAnswer> ResumeAsync(CancellationToken cancellationToken = default) =>
        Send(OperatorCommand.Resume, null, default, cancellationToken);

    /// <summary>Ends the instance as it is. Refused while a call runs.</summary>
    public virtual ValueTask<CommandAnswer> AbandonAsync(CancellationToken cancellationToken = default) =>
        Send(OperatorCommand.Abandon, null, default, cancellationToken);

    /// <summary>
    /// Does without a step, or, where the saga turned back, without its undo: the saga then ends abandoned. Refused while the
    /// step runs, and where a later step needs its result.
    /// </summary>
    public virtual ValueTask<CommandAnswer> SkipAsync(StepRef step, CancellationToken cancellationToken = default) =>
        Send(OperatorCommand.Skip, step, default, cancellationToken);

    /// <summary>Takes a value as the step's result, as if it had returned it. Refused while the step runs.</summary>
    /// <exception cref="PayloadNotSerializableException">The value cannot be written as JSON.</exception>
    public virtual ValueTask<CommandAnswer> SupplyAsync<TResult>(StepRef<TResult> step, TResult result, CancellationToken cancellationToken = default) =>
        Send(OperatorCommand.Supply, step, Engine.SerializeResult(step, result), cancellationToken);

    /// <summary>States that a step was undone by hand: it counts as undone.</summary>
    public virtual ValueTask<CommandAnswer> DoneByHandAsync(StepRef step, CancellationToken cancellationToken = default) =>
        Send(OperatorCommand.DoneByHand, step, default, cancellationToken);

    /// <summary>Treats a call that did not end after its cancellation as ended with an unknown outcome. Refused before its grace time is over.</summary>
    public virtual ValueTask<CommandAnswer> TreatAsEndedAsync(StepRef step, CancellationToken cancellationToken = default) =>
        Send(OperatorCommand.TreatAsEnded, step, default, cancellationToken);

    private ValueTask<CommandAnswer> Send(OperatorCommand command, StepRef? step, Payload payload, CancellationToken cancellationToken) =>
        Engine.CommandAsync(_id!, command, _by!, step, payload, cancellationToken);
}
