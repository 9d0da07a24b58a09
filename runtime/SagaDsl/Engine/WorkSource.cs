namespace SagaDsl.Engine;

/// <summary>
/// Finds in the store what is to be done: what is unfinished when the engine opens, what becomes due, what came into inboxes, what is kept no longer.
/// </summary>
internal sealed class WorkSource
{
    private const int Page = 500;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromHours(1);

    private readonly PartitionEngine _engine;
    private readonly DueClock _due;
    private readonly List<Task> _background = [];

    public WorkSource(PartitionEngine engine)
    {
        _engine = engine;
        _due = new(engine);
    }

    public void Start()
    {
        var options = _engine.Services.Options;
        _background.Add(Task.Run(RecoverAsync, CancellationToken.None));
        _background.Add(Every(Shorter(options.InboxPolling, CallTimer.Longest), "the inbox", PollInboxAsync));
        _background.Add(Every(LongestPeriod, "messages to nobody", () => _engine.Store.ExpireAsync(_engine.Time.GetUtcNow(), _engine.Stopping).AsTask()));
        if (options.Retention is { } retention)
            _background.Add(Every(Shorter(retention, LongestPeriod), "the retention", () => Retention.SweepAsync(_engine, retention, _engine.Stopping)));
        _due.Run();
    }

    /// <summary>An instance that left memory goes on at a time.</summary>
    public void Expect(DateTimeOffset due)
    {
        if (!_engine.IsStopping)
            _due.Expect(due);
    }

    /// <summary>Finds nothing more.</summary>
    public void Close() => _due.Dispose();

    /// <summary>Completes, once it is closed, when nothing is brought in any more.</summary>
    public async Task OverAsync()
    {
        await Task.WhenAll(_background).ConfigureAwait(false);
        await _due.Over.ConfigureAwait(false);
    }

    /// <summary>Everything unfinished goes on: what was running is Ready in the store, and is found there alone.</summary>
    private async Task RecoverAsync()
    {
        string? after = null;
        var count = 0;
        while (!_engine.IsStopping)
        {
            try
            {
                var page = await _engine.Store.ListAsync(new() { Work = WorkState.Ready, AfterId = after, Limit = Page }, _engine.Stopping)
                    .ConfigureAwait(false);
                count += await TakeUpAsync(page).ConfigureAwait(false);
                if (page.Count < Page)
                    break;
                after = page[^1].Id;
            }
            catch (OperationCanceledException) when (_engine.IsStopping)
            {
                return; // The next start goes on with it.
            }
            catch (Exception e)
            {
                _engine.Log.BackgroundFailed("the recovery", e);
                await Task.Delay(Pause, _engine.Time, _engine.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        if (count > 0)
            _engine.Log.Recovered(count);
    }

    private async Task<int> TakeUpAsync(IReadOnlyList<InstanceSummary> page)
    {
        var missing = page.Where(one => !_engine.Residents.IsHere(one.Id)).ToList();
        await Parallel.ForEachAsync(
            missing,
            new ParallelOptions { MaxDegreeOfParallelism = _engine.Services.Options.MaxConcurrentRecoveries },
            async (one, _) => await _engine.Residents.WakeAsync(one.Id, new(InstanceMailKind.Wake)).ConfigureAwait(false)).ConfigureAwait(false);
        return missing.Count;
    }

    private async Task PollInboxAsync()
    {
        var residents = _engine.Residents;
        var mail = await _engine.Store.MailAsync(Page + residents.SetAside.Count, _engine.Stopping).ConfigureAwait(false);

        // First those that are here: what frees the room that the others wait for may be among their mail.
        foreach (var id in mail.OrderBy(id => residents.TryGet(id, out _) ? 0 : 1))
        {
            if (!residents.IsSetAside(id, out _))
                await residents.WakeAsync(id, new(InstanceMailKind.Inbox)).ConfigureAwait(false);
        }
    }

    private async Task Every(TimeSpan period, string what, Func<Task> work)
    {
        using var timer = new PeriodicTimer(period, _engine.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_engine.Stopping).ConfigureAwait(false))
            {
                try
                {
                    await work().ConfigureAwait(false);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    _engine.Log.BackgroundFailed(what, e);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
