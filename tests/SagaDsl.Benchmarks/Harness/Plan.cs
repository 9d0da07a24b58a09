namespace SagaDsl.Benchmarks.Harness;

/// <summary>How much is measured.</summary>
/// <param name="Runs">Runs per row, after two to warm up; the median counts.</param>
/// <param name="Limit">The longest a run lasts.</param>
/// <param name="Count">The most operations of a run.</param>
/// <param name="InFlight">The numbers of operations in flight.</param>
public sealed record Plan(int Runs, TimeSpan Limit, int Count, IReadOnlyList<int> InFlight)
{
    // The JIT compiles hot code a second and third time: one run is not enough for it.
    private const int WarmUps = 2;

    public static Plan Full { get; } = new(5, TimeSpan.FromSeconds(3), 300_000, [1, 16, 256, 2048]);

    public static Plan Quick { get; } = new(3, TimeSpan.FromSeconds(1), 100_000, [1, 256]);

    /// <summary>Measures a subject that is made anew for each run, so that no run pays for what another left behind.</summary>
    public async Task<Measurement> MeasureAsync<T>(int inFlight, Func<Task<T>> make, Func<T, int, ValueTask> operation) where T : IAsyncDisposable
    {
        var runs = new List<Measurement>();
        for (var run = -WarmUps; run < Runs; run++)
        {
            await using var subject = await make();
            var measured = await Load.RunAsync(inFlight, Count, Limit, i => operation(subject, i));
            if (run >= 0)
                runs.Add(measured);
        }

        return Measurement.Median(runs);
    }
}
