using System.Diagnostics;

namespace SagaDsl.Benchmarks.Harness;

/// <summary>Keeps a number of operations in flight until a count or a time is reached, and measures them.</summary>
public static class Load
{
    public static async Task<Measurement> RunAsync(int inFlight, int count, TimeSpan limit, Func<int, ValueTask> operation)
    {
        var latencies = new long[count];
        var next = -1;
        var done = 0;
        Collect();

        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var began = Stopwatch.GetTimestamp();
        var end = began + (long)(limit.TotalSeconds * Stopwatch.Frequency);
        var workers = new Task[inFlight];
        for (var i = 0; i < workers.Length; i++)
            workers[i] = Task.Run(WorkAsync);
        await Task.WhenAll(workers);
        var elapsed = Stopwatch.GetElapsedTime(began);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;

        Array.Sort(latencies, 0, done);
        return new(done / elapsed.TotalSeconds, Percentile(50), Percentile(99), (double)allocated / done);

        async Task WorkAsync()
        {
            while (true)
            {
                var start = Stopwatch.GetTimestamp();
                if (start >= end)
                    return;
                var i = Interlocked.Increment(ref next);
                if (i >= count)
                    return;
                await operation(i);
                latencies[Interlocked.Increment(ref done) - 1] = Stopwatch.GetTimestamp() - start;
            }
        }

        TimeSpan Percentile(int percent) => Stopwatch.GetElapsedTime(0, latencies[(int)((done - 1L) * percent / 100)]);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}

/// <summary>What a run measured.</summary>
/// <param name="PerSecond">Operations a second.</param>
/// <param name="P50">The median latency.</param>
/// <param name="P99">The latency that one in a hundred exceeds.</param>
/// <param name="Bytes">Managed bytes allocated per operation.</param>
public sealed record Measurement(double PerSecond, TimeSpan P50, TimeSpan P99, double Bytes)
{
    /// <summary>The run with the median rate.</summary>
    public static Measurement Median(IEnumerable<Measurement> runs)
    {
        var sorted = runs.OrderBy(run => run.PerSecond).ToList();
        return sorted[sorted.Count / 2];
    }
}
