using Microsoft.Extensions.DependencyInjection;
using SagaDsl.Definition;
using SagaDsl.Journal;
using SagaDsl.Kernel;
using SagaDsl.Stores;

namespace SagaDsl.Engine;

/// <summary>How the engine starts, what it does in the background, and how it stops.</summary>
internal sealed partial class SagaEngine
{
    private const int Page = 500;

    private readonly DueClock _due;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _quiet = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> _background = [];
    private Task? _stopped;

    public bool IsStopping => _stopping;

    /// <summary>Whether the instance needs no bringing in: it is here, on its way, or cannot run here.</summary>
    public bool IsHere(string id) => _live.ContainsKey(id) || _unrunnable.ContainsKey(id);

    public async Task OpenAsync(Microsoft.Extensions.Logging.ILogger logger, CancellationToken cancellationToken)
    {
        await TryConstructAsync().ConfigureAwait(false);
        await Store.OpenAsync(new(Options.Node, Time, logger), cancellationToken).ConfigureAwait(false);
        Log.Opened(Store.Description, _sagas.Count);
        _background.Add(Task.Run(RecoverAsync, CancellationToken.None));
        _background.Add(Every(Options.InboxPolling < StepCall.LongestTimer ? Options.InboxPolling : StepCall.LongestTimer, "the inbox", PollInboxAsync));
        if (Options.Retention is { } retention)
            _background.Add(Every(Sweep(retention), "the retention", () => Retention.SweepAsync(this, retention, _stop.Token)));
        _due.Run();

        static TimeSpan Sweep(TimeSpan retention) => retention < TimeSpan.FromHours(1) ? retention : TimeSpan.FromHours(1);
    }

    /// <summary>A service that nobody registered would fail every step and every undo, for ever: it is found before anything starts.</summary>
    private async Task TryConstructAsync()
    {
        foreach (var saga in _sagas.Values)
        {
            if (!saga.Definition.NeedsServices)
                continue;
            var scope = Scopes?.CreateAsyncScope();
            try
            {
                saga.Definition.Create(scope?.ServiceProvider ?? Services);
            }
            catch (Exception e)
            {
                throw new SagaDefinitionException($"Saga '{saga.Plan.Name}' cannot be constructed: {e.Message} Register what its constructor takes; without a host, give the provider with UseServices. Nothing was started.", e);
            }
            finally
            {
                if (scope is { } opened)
                    await opened.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    public LoadedSaga? Saga(string name) => _sagas.GetValueOrDefault(name);

    /// <summary>Everything unfinished goes on: what was running is Ready in the store, and is found there alone.</summary>
    private async Task RecoverAsync()
    {
        string? after = null;
        var count = 0;
        while (!_stopping)
        {
            try
            {
                var page = await Store.ListAsync(new() { Work = WorkState.Ready, AfterId = after, Limit = Page }, _stop.Token).ConfigureAwait(false);
                count += await TakeUpAsync(page).ConfigureAwait(false);
                if (page.Count < Page)
                    break;
                after = page[^1].Id;
            }
            catch (OperationCanceledException) when (_stopping)
            {
                return; // The next start goes on with it.
            }
            catch (Exception e)
            {
                Log.BackgroundFailed("the recovery", e);
                await PauseAsync().ConfigureAwait(false);
            }
        }

        if (count > 0)
            Log.Recovered(count);
    }

    private async Task<int> TakeUpAsync(IReadOnlyList<InstanceSummary> page)
    {
        var missing = page.Where(one => !IsHere(one.Id)).ToList();
        await Parallel.ForEachAsync(
            missing,
            new ParallelOptions { MaxDegreeOfParallelism = Options.MaxConcurrentRecoveries },
            async (one, _) => await WakeAsync(one.Id, new(MessageKind.Wake)).ConfigureAwait(false)).ConfigureAwait(false);
        return missing.Count;
    }

    private async Task PauseAsync()
    {
        try
        {
            await Task.Delay(FirstReload, Time, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task PollInboxAsync()
    {
        var mail = await Store.MailAsync(Page + _unrunnable.Count, _stop.Token).ConfigureAwait(false);

        // First those that are here: what frees the room that the others wait for may be among their mail.
        foreach (var id in mail.OrderBy(id => _live.ContainsKey(id) ? 0 : 1))
        {
            if (!_unrunnable.ContainsKey(id))
                await WakeAsync(id, new(MessageKind.Mail)).ConfigureAwait(false);
        }
    }

    private async Task Every(TimeSpan period, string what, Func<Task> work)
    {
        using var timer = new PeriodicTimer(period, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                try
                {
                    await work().ConfigureAwait(false);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    Log.BackgroundFailed(what, e);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    /// <summary>
    /// Starts nothing more, lets running calls end within most of the time, cancels the rest, and lets go of every instance:
    /// what did not end is taken up by the next start.
    /// </summary>
    public Task StopAsync(TimeSpan within)
    {
        lock (_stop)
            return _stopped ??= StopOnceAsync(within);
    }

    private async Task StopOnceAsync(TimeSpan within)
    {
        _stopping = true;
        await _stop.CancelAsync().ConfigureAwait(false);
        _due.Dispose();
        Tell(MessageKind.Stop);
        var forever = within == Timeout.InfiniteTimeSpan;
        if (!await QuietWithin(forever ? within : within * 0.8).ConfigureAwait(false))
        {
            Tell(MessageKind.Interrupt);
            if (!await QuietWithin(within * 0.2).ConfigureAwait(false))
                Log.StoppedWithCalls(_live.Count);
        }

        await Task.WhenAll(_background).ConfigureAwait(false);
        foreach (var waiter in _waiters.Values)
            waiter.TrySetException(Stopped());
        foreach (var verdict in _verdicts.Values)
            verdict.Answer.TrySetException(Stopped());
        foreach (var runner in _live.Values)
            runner.Abandon(Stopped());
        await Store.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private void Tell(MessageKind kind)
    {
        foreach (var runner in _live.Values)
            runner.Post(new(kind));
    }

    private async Task<bool> QuietWithin(TimeSpan time)
    {
        if (_live.IsEmpty)
            return true;
        try
        {
            await _quiet.Task.WaitAsync(time, Time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return _live.IsEmpty;
        }
    }
}
