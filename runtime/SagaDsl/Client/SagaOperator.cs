using SagaDsl.Engine;
using SagaDsl.Journal;

namespace SagaDsl;

/// <summary>What a person can do to an instance. Each act is journaled, accepted or not.</summary>
public readonly struct SagaOperator
{
    private readonly ISagaEngine _engine;
    private readonly string _id;
    private readonly OperatorAct _by;

    internal SagaOperator(ISagaEngine engine, string id, string actor, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        _engine = engine;
        _id = id;
        _by = new(actor, reason);
    }

    /// <summary>Turns the saga back. Refused after its commit point; deferred while its pivot is undecided.</summary>
    public ValueTask<CommandAnswer> CancelAsync(CancellationToken cancellationToken = default) =>
        Send(OperatorCommand.Cancel, null, default, cancellationToken);

    /// <summary>Tries at once, with fresh attempts, whatever waits for a retry.</summary>
    public ValueTask<CommandAnswer> RetryNowAsync(CancellationToken cancellationToken = default) =>
        Send(OperatorCommand.RetryNow, null, default, cancellationToken);

    /// <summary>Starts nothing more until resumed. Calls that run go on to their end.</summary>
    public ValueTask<CommandAnswer> SuspendAsync(CancellationToken cancellationToken = default) =>
        Send(OperatorCommand.Suspend, null, default, cancellationToken);

    /// <summary>Goes on, with fresh attempts.</summary>
    public ValueTask<CommandAnswer> ResumeAsync(CancellationToken cancellationToken = default) =>
        Send(OperatorCommand.Resume, null, default, cancellationToken);

    /// <summary>Ends the instance as it is. Refused while a call runs.</summary>
    public ValueTask<CommandAnswer> AbandonAsync(CancellationToken cancellationToken = default) =>
        Send(OperatorCommand.Abandon, null, default, cancellationToken);

    /// <summary>
    /// Does without a step, or, where the saga turned back, without its undo: the saga then ends abandoned. Refused while the step runs, and where a later step
    /// needs its result.
    /// </summary>
    public ValueTask<CommandAnswer> SkipAsync(StepRef step, CancellationToken cancellationToken = default) =>
        Send(OperatorCommand.Skip, step, default, cancellationToken);

    /// <summary>Takes a value as the step's result, as if it had returned it. Refused while the step runs.</summary>
    /// <exception cref="PayloadNotSerializableException">The value cannot be written as JSON.</exception>
    public ValueTask<CommandAnswer> SupplyAsync<TResult>(StepRef<TResult> step, TResult result, CancellationToken cancellationToken = default) =>
        Send(OperatorCommand.Supply, step, _engine.SerializeResult(step, result), cancellationToken);

    /// <summary>States that a step was undone by hand: it counts as undone.</summary>
    public ValueTask<CommandAnswer> DoneByHandAsync(StepRef step, CancellationToken cancellationToken = default) =>
        Send(OperatorCommand.DoneByHand, step, default, cancellationToken);

    /// <summary>Treats a call that did not end after its cancellation as ended with an unknown outcome. Refused before its grace time is over.</summary>
    public ValueTask<CommandAnswer> TreatAsEndedAsync(StepRef step, CancellationToken cancellationToken = default) =>
        Send(OperatorCommand.TreatAsEnded, step, default, cancellationToken);

    private ValueTask<CommandAnswer> Send(OperatorCommand command, StepRef? step, Payload payload, CancellationToken cancellationToken) =>
        _engine.CommandAsync(_id, command, _by, step, payload, cancellationToken);
}

/// <summary>What became of an operator's act.</summary>
/// <param name="Verdict">Accepted, deferred or refused.</param>
/// <param name="Why">Why it was deferred or refused.</param>
public readonly record struct CommandAnswer(CommandVerdict Verdict, string? Why = null)
{
    /// <summary>Whether it took effect at once.</summary>
    public bool IsAccepted => Verdict == CommandVerdict.Accepted;
}
