using Shop.Cli;
using Shop.Data;
using Shop.Report;

namespace Shop.Tests.Runs;

/// <summary>Runs the example in this process, as its Program does.</summary>
internal static class InProcess
{
    // A run takes seconds; one that never ends is stopped, and its exit code says so.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task<(int Exit, string Output)> RunAsync(Options options, CancellationToken stop = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Limit);
        var output = new StringWriter();
        var exit = await new OrderBusiness(options, OrderFiles.Read(options.Data), new Screen(output, plain: true)).RunAsync(limit.Token);
        return (exit, output.ToString());
    }
}
