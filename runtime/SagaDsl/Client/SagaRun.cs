using SagaDsl.Definition;
using SagaDsl.Engine;

namespace SagaDsl;

/// <summary>
/// A start whose caller waits for the end: the task that is awaited is also what the engine completes, so that a run costs
/// no state machine of its own.
/// </summary>
internal abstract class SagaRunBase<TOutcome>() : TaskCompletionSource<TOutcome>(TaskCreationOptions.RunContinuationsAsynchronously), ISagaRun
    where TOutcome : SagaOutcome
{
    public void Ended(in SagaEnd end)
    {
        try
        {
            TrySetResult(OutcomeOf(end));
        }
        catch (Exception e)
        {
            // A result that is not of the type the client was made for.
            TrySetException(e);
        }
    }

    public void Fail(Exception exception) => TrySetException(exception);

    protected abstract TOutcome OutcomeOf(in SagaEnd end);

    protected ValueTask<TOutcome> RunAsync(ISagaEngine engine, SagaDefinition definition, string id, object? input, CancellationToken cancellationToken)
    {
        var starting = engine.RunAsync(definition, id, input, this, cancellationToken);
        if (starting.IsCompletedSuccessfully)
        {
            var isNew = starting.Result; // Once: what it comes from may be used again.
            if (isNew && !cancellationToken.CanBeCanceled)
                return new(Task);
            starting = new(isNew);
        }

        return AwaitAsync(starting, engine, id, cancellationToken);
    }

    private async ValueTask<TOutcome> AwaitAsync(ValueTask<bool> starting, ISagaEngine engine, string id, CancellationToken cancellationToken)
    {
        if (!await starting.ConfigureAwait(false))
            return OutcomeOf(await engine.WaitAsync(id, null, cancellationToken).ConfigureAwait(false));
        return await Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>A run of a saga without a result.</summary>
internal sealed class SagaRun : SagaRunBase<SagaOutcome>
{
    public static ValueTask<SagaOutcome> Of(ISagaEngine engine, SagaDefinition definition, string id, object? input, CancellationToken cancellationToken) =>
        new SagaRun().RunAsync(engine, definition, id, input, cancellationToken);

    protected override SagaOutcome OutcomeOf(in SagaEnd end) => new(end.Status, end.Failure);
}

/// <summary>A run of a saga with a result.</summary>
internal sealed class SagaRun<TResult> : SagaRunBase<SagaOutcome<TResult>>
{
    public static ValueTask<SagaOutcome<TResult>> Of(ISagaEngine engine, SagaDefinition definition, string id, object? input,
        CancellationToken cancellationToken) =>
        new SagaRun<TResult>().RunAsync(engine, definition, id, input, cancellationToken);

    protected override SagaOutcome<TResult> OutcomeOf(in SagaEnd end) =>
        end.Status == SagaStatus.Completed ? new((TResult)end.Result!) : new(end.Status, end.Failure);
}
