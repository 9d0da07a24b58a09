using System.Diagnostics;
using SagaDsl.Barrier.Tests.Databases;

namespace SagaDsl.Barrier.Tests;

/// <summary>Another process that does an action, paused on the way with SIGSTOP.</summary>
internal sealed class ZombieProcess : IDisposable
{
    private readonly Process _process;

    private ZombieProcess(Process process) => _process = process;

    /// <summary>Starts it, waits until it is where it is to be stopped, and stops it.</summary>
    public static async Task<ZombieProcess> StoppedAsync(TestDatabase database, string key, StopsAt at, string settings = "")
    {
        var start = new ProcessStartInfo("dotnet",
            ["exec", typeof(StopsAt).Assembly.Location, database.Kind, database.ConnectionString() + settings, key, at.ToString()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var zombie = new ZombieProcess(Process.Start(start)!);
        Assert.Equal("here", await zombie._process.StandardOutput.ReadLineAsync());
        Assert.Equal(0, Signals.Send(zombie._process.Id, Signals.Stop));
        await Waiting.UntilAsync(() => Task.FromResult(zombie.State == 'T'));
        return zombie;
    }

    /// <summary>Lets it go on to its end.</summary>
    /// <returns>What it says of how it went.</returns>
    public async Task<string> ContinueAsync()
    {
        Assert.Equal('T', State);
        Assert.Equal(0, Signals.Send(_process.Id, Signals.Continue));
        await _process.StandardInput.WriteLineAsync();
        var said = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return said.Trim();
    }

    public async Task KillAsync()
    {
        Assert.Equal('T', State);
        Assert.Equal(0, Signals.Send(_process.Id, Signals.Kill));
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _ = Signals.Send(_process.Id, Signals.Kill);
        _process.Dispose();
    }

    // After the name in brackets: R, S, T (stopped), Z ...
    private char State
    {
        get
        {
            Assert.False(_process.HasExited, "The process ended before it stopped.");
            var text = File.ReadAllText($"/proc/{_process.Id}/stat");
            return text[text.LastIndexOf(')') + 2];
        }
    }
}
