using System.Diagnostics;

namespace Shop.Tests.Processes;

/// <summary>The example as processes of its own.</summary>
internal static class Program
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    public static Process Start(params IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        ["exec", Path.Combine(AppContext.BaseDirectory, "MicroserviceOrders.dll"), .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int Exit, string Output, string Error)> RunAsync(params IEnumerable<string> arguments)
    {
        using var process = Start(arguments);
        return await EndAsync(process);
    }

    /// <summary>Waits for its end. One that does not end is ended, with its children.</summary>
    public static async Task<(int Exit, string Output, string Error)> EndAsync(Process process)
    {
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The run did not end within {Limit}. It wrote: {await output}{await error}");
        }

        return (process.ExitCode, await output, await error);
    }

    /// <summary>The children of a process.</summary>
    public static int[] ChildrenOf(int process) => [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
        .Where(name => char.IsAsciiDigit(name![0])).Select(name => int.Parse(name!, null))
        .Where(id => StatOf(id) is [_, var parent, ..] && parent == $"{process}")];

    /// <summary>Whether a process is there.</summary>
    public static bool Lives(int process) => Directory.Exists($"/proc/{process}");

    /// <summary>Whether a process was made to stand still.</summary>
    public static bool StandsStill(int process) => StatOf(process) is ["T", ..];

    // What stands behind the name in brackets: the state (R, S, T for stopped, ..), the parent, ..
    private static string[]? StatOf(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null; // It has ended.
        }
    }

    public static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(clock.Elapsed < Limit, $"It did not come that {what}.");
            await Task.Delay(10);
        }
    }

    public static Task UntilAsync(Func<bool> holds, string what) => UntilAsync(() => Task.FromResult(holds()), what);
}
