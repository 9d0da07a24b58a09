using System.Diagnostics;

namespace Shop.Tests.Runs;

/// <summary>The example as a process of its own.</summary>
internal static class OrderSagaProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Process Start(params IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        ["exec", Path.Combine(AppContext.BaseDirectory, "OrderSaga.dll"), .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    public static (int Exit, string Output, string Error) Run(params IEnumerable<string> arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (process.WaitForExit(Limit))
            return (process.ExitCode, output.Result, error.Result);
        process.Kill();
        throw new TimeoutException($"The run did not end within {Limit}. It wrote: {output.Result}{error.Result}");
    }
}
