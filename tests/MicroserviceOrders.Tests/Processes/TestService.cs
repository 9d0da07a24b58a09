using System.Diagnostics;
using System.Text.Json;
using Shop.Checkout;
using Shop.Processes;

namespace Shop.Tests.Processes;

/// <summary>One of the shop's services, as a process that a test has in its hand. It ends with the test at the latest.</summary>
internal sealed class TestService : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _reading;
    private readonly Task<string> _error;
    private volatile string _said = "";

    public TestService(params IEnumerable<string> arguments)
    {
        _process = Program.Start(arguments);
        _reading = ReadAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    /// <summary>How many orders the orchestrator says have ended.</summary>
    public int Ended => _said.Length == 0 ? 0 : JsonSerializer.Deserialize<OrderCounts>(_said).Ended;

    /// <summary>Waits for the orchestrator's word that so many orders have ended, while it runs.</summary>
    public async Task ReachesAsync(int ended)
    {
        await Program.UntilAsync(() => Ended >= ended || _process.HasExited, $"{ended} orders ended");
        Assert.False(_process.HasExited && _process.ExitCode != 0, _process.HasExited ? await _error : "");
    }

    /// <summary>Waits until it has done its work.</summary>
    public async Task DoneAsync()
    {
        await Program.UntilAsync(() => _process.HasExited, "the process ended");
        Assert.True(_process.ExitCode == 0, await _error);
    }

    /// <summary>Ends it as a crash does. True: it was still at work.</summary>
    public async Task<bool> KillAsync()
    {
        var works = !_process.HasExited;
        Signals.Send(_process.Id, Signal.Kill);
        await _process.WaitForExitAsync();
        return works;
    }

    public void Stop() => Signals.Send(_process.Id, Signal.Stop);

    public void Continue() => Signals.Send(_process.Id, Signal.Continue);

    /// <summary>Ends it in good order.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Continue();
            Signals.Send(_process.Id, Signal.Terminate);
            if (await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(20))) is { } first && !_process.HasExited)
                _process.Kill();
        }

        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.EndsWith('}'))
                _said = line;
        }
    }
}
