using SagaDsl.Journal;
using SagaDsl.Stores;

namespace SagaDsl.Engine;

/// <summary>Who waits for an instance's end, or for the answer to a command, while the instance comes and goes.</summary>
internal sealed partial class SagaEngine
{
    private volatile bool _waitingIsOver;

    /// <summary>The application stops: whoever waits for an end is told so at once. The instances go on.</summary>
    public void StopWaiting()
    {
        _waitingIsOver = true;
        foreach (var waiter in _waiters.Values)
            waiter.TrySetException(WaitingIsOver());
        foreach (var runner in _live.Values)
            runner.StopWaiting(WaitingIsOver());
    }

    private static OperationCanceledException WaitingIsOver() =>
        new("The application stops, and nothing waits for the end of a saga any more. The instance is not lost: it goes on, and with the next start where this process does not end it.");

    private void KeepWaiting(string id, ISagaRun? run)
    {
        if (run is null)
            return;
        if (_stopping)
        {
            run.Fail(Stopped());
            return;
        }

        if (_waitingIsOver)
        {
            run.Fail(WaitingIsOver());
            return;
        }

        var waiter = _waiters.GetOrAdd(id, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        _ = ForwardAsync(waiter.Task, run);

        static async Task ForwardAsync(Task<SagaEnd> from, ISagaRun to)
        {
            try
            {
                to.Ended(await from.ConfigureAwait(false));
            }
            catch (Exception e)
            {
                to.Fail(e);
            }
        }
    }

    private void AnswerTooLate(string ended, SagaStatus status)
    {
        foreach (var (command, (instance, _)) in _verdicts)
        {
            if (instance == ended)
                Answer(command, new(CommandVerdict.Refused, $"The instance has ended: {status}."));
        }
    }

    /// <summary>How an instance that is not in memory ended; null: it has not. Brings it in where nothing else would.</summary>
    private async ValueTask<SagaEnd?> EndInStoreAsync(string id, string? saga, CancellationToken cancellationToken)
    {
        var stored = await Store.LoadAsync(id, cancellationToken).ConfigureAwait(false) ?? throw new SagaNotFoundException(id);
        OtherSaga.Refuse(id, stored.Saga, saga);
        if (stored.Status.Work == WorkState.Terminal)
            return Ends.Of(stored, _sagas.GetValueOrDefault(stored.Saga));
        if (_unrunnable.TryGetValue(id, out var reason))
            throw new SagaUnrunnableException(id, reason);
        SeeThatItGoesOn(stored);
        return null;
    }
}
