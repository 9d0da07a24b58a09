namespace SagaDsl.Engine;

/// <summary>How the engine of a partition stops, and what it does when the partition is lost.</summary>
internal sealed partial class PartitionEngine
{
    // What Task.WaitAsync takes at most.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>Whoever waits for an end waits no more: the application stops.</summary>
    public void StopWaiting() => EndWaiting(StoppedWaiting);

    private void EndWaiting(Func<string, Exception> reason)
    {
        _waitingIsOver = true;
        foreach (var instance in Residents.All)
            instance.StopWaiting(reason(instance.Id));
        Waiters.FailAll(reason);
    }

    /// <summary>
    /// Starts nothing more, lets running calls end within most of the time, cancels the rest, and lets go of every instance:
    /// what did not end is taken up by the next start. The store stays open: it is its owner's.
    /// </summary>
    public Task StopAsync(TimeSpan within)
    {
        lock (_stop)
            return _stopped ??= StopOnceAsync(within);
    }

    /// <summary>The partition has another owner, who is running already: nothing here waits for anything.</summary>
    public Task LoseAsync(Exception reason)
    {
        Volatile.Write(ref _lost, reason);
        return StopAsync(TimeSpan.Zero);
    }

    private async Task StopOnceAsync(TimeSpan within)
    {
        _stopping = true;
        await _stop.CancelAsync().ConfigureAwait(false);
        _work.Close();
        Tell(StopMail);
        var forEver = within == Timeout.InfiniteTimeSpan;
        if (!await QuietWithin(forEver ? within : within * 0.8).ConfigureAwait(false))
        {
            Tell(InstanceMailKind.Interrupt);
            if (!await QuietWithin(within * 0.2).ConfigureAwait(false))
                Log.StoppedWithCalls(Residents.Count);
        }

        await _work.OverAsync().ConfigureAwait(false);
        EndWaiting(_ => Gone());
        Commands.Fail(null, Gone);
        await Task.WhenAll(Residents.Loads).ConfigureAwait(false);
        foreach (var instance in Residents.All)
        {
            instance.Discard(Gone());
            Remove(instance); // The room is one for all partitions.
        }

        await _requests.CloseAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private void Tell(InstanceMailKind kind)
    {
        foreach (var instance in Residents.All)
            instance.Post(new(kind));
    }

    private async Task<bool> QuietWithin(TimeSpan time)
    {
        if (Residents.IsEmpty)
            return true;
        try
        {
            await _quiet.Task.WaitAsync(time > LongestWait ? LongestWait : time, Time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return Residents.IsEmpty;
        }
    }
}
