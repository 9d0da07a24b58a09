using System.Diagnostics;
using Shop.Data;

namespace Shop.Processes;

/// <summary>A process that is started again whenever it ends, until it has done its work or is no longer wanted: what systemd or Kubernetes do.</summary>
/// <param name="name">What it is called.</param>
/// <param name="start">How it is started.</param>
/// <param name="said">Told each line of its output.</param>
internal sealed class Child(string name, Func<ProcessStartInfo> start, Action<string>? said = null)
{
    private const int Enough = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private Process? _process;
    private Task _running = Task.CompletedTask;
    private bool _unwanted;
    private string _error = "";

    /// <summary>What it is called.</summary>
    public string Name => name;

    /// <summary>How often it was killed.</summary>
    public int Killed { get; private set; }

    /// <summary>How often it was made to stand still.</summary>
    public int Paused { get; private set; }

    /// <summary>Starts it.</summary>
    /// <returns>Ends when it has done its work, with exit code 0.</returns>
    /// <exception cref="InputException">It ends at once, again and again; the message has its last word.</exception>
    public Task Start() => _running = RunAsync();

    /// <summary>Ends it as a crash does. It is started again.</summary>
    public void Kill() => Killed += Send(Signal.Kill) ? 1 : 0;

    /// <summary>Makes it stand still.</summary>
    public void Stop() => Paused += Send(Signal.Stop) ? 1 : 0;

    /// <summary>Lets it go on.</summary>
    public void Continue() => Send(Signal.Continue);

    /// <summary>Ends it in good order, or else at once; it is not started again.</summary>
    public async Task EndAsync()
    {
        lock (_gate)
            _unwanted = true;
        // A process that stands still hears nothing.
        Send(Signal.Continue);
        Send(Signal.Terminate);
        if (await Task.WhenAny(_running, Task.Delay(Patience)) != _running)
            Send(Signal.Kill);
        await _running.ContinueWith(static _ => { }, TaskScheduler.Default);
    }

    private async Task RunAsync()
    {
        for (var inVain = 0; ;)
        {
            using var process = new Process { StartInfo = start() };
            process.OutputDataReceived += (_, line) => Heard(line.Data);
            process.ErrorDataReceived += (_, line) => _error = line.Data ?? _error;
            lock (_gate)
            {
                if (_unwanted)
                    return;
                process.Start();
                _process = process;
            }

            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            var (killed, clock) = (Killed, Stopwatch.StartNew());
            await process.WaitForExitAsync();
            lock (_gate)
            {
                _process = null;
                if (_unwanted || process.ExitCode == 0)
                    return;
            }

            inVain = Killed > killed || clock.Elapsed > Patience ? 0 : inVain + 1;
            if (inVain == Enough || process.ExitCode == Exit.WrongInput)
                throw new InputException($"{name} does not run: {_error}");
            await Task.Delay(Pause);
        }
    }

    private void Heard(string? line)
    {
        if (line is not null)
            said?.Invoke(line);
    }

    private bool Send(Signal signal)
    {
        lock (_gate)
        {
            if (_process is not { } process)
                return false;
            Signals.Send(process.Id, signal);
            return true;
        }
    }
}
