using Shop.Cli;
using Shop.Data;
using Shop.Report;

namespace Shop.Tests.Runs;

/// <summary>Runs the example in this process, as its Program does.</summary>
internal static class InProcess
{
    public static async Task<(int Exit, string Output)> RunAsync(Options options, CancellationToken stop = default)
    {
        var output = new StringWriter();
        var exit = await new OrderBusiness(options, OrderFiles.Read(options.Data), new Screen(output, plain: true)).RunAsync(stop);
        return (exit, output.ToString());
    }
}
