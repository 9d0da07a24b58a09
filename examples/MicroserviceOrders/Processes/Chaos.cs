namespace Shop.Processes;

/// <summary>Kills processes and makes them stand still, one after the other, at random: the same seed, the same sequence.</summary>
/// <param name="children">The processes.</param>
/// <param name="seed">The seed.</param>
internal sealed class Chaos(IReadOnlyList<Child> children, int seed)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(15);

    /// <summary>Goes on for a while, or until it is stopped. Nobody stands still for ever.</summary>
    public async Task RunAsync(CancellationToken done)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(done);
        enough.CancelAfter(Long);
        var (random, stop) = (new Random(seed), enough.Token);
        while (await WaitAsync(TimeSpan.FromMilliseconds(random.Next(200, 800)), stop))
        {
            var child = children[random.Next(children.Count)];
            var standing = TimeSpan.FromMilliseconds(random.Next(300, 2500));
            if (random.Next(3) > 0)
                child.Kill();
            else
                await StandStillAsync(child, standing, stop);
        }
    }

    private static async Task StandStillAsync(Child child, TimeSpan time, CancellationToken stop)
    {
        child.Stop();
        await WaitAsync(time, stop);
        child.Continue();
    }

    private static async Task<bool> WaitAsync(TimeSpan time, CancellationToken stop)
    {
        await Task.Delay(time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stop.IsCancellationRequested;
    }
}
