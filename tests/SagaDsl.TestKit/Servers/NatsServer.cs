using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace SagaDsl.TestKit.Servers;

/// <summary>
/// A nats-server of a test's own: on the loopback address, at ports that were free, with a folder of its own, ended by its process id. What it keeps
/// survives a restart and a kill, and is gone when it is disposed of.
/// </summary>
public sealed class NatsServer : IAsyncDisposable
{
    private const int Hangup = 1;
    private const int Kill = 9;
    private const int Continue = 18;
    private const int Stop = 19;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(2) };

    private readonly bool _jetStream;
    private Process? _process;
    private int _monitoring = -1;

    private NatsServer(string? configuration, bool jetStream)
    {
        _jetStream = jetStream;
        Folder = Directory.CreateTempSubdirectory("sagadsl-nats-").FullName;
        Configure(configuration);
    }

    /// <summary>Why there is no nats-server here, and what to do; null: there is one.</summary>
    public static string? Missing { get; } =
        Executable is null ? "nats-server is not on the PATH: apt-get install nats-server, or https://nats.io/download." : null;

    /// <summary>Its port, the same after a restart.</summary>
    public int Port { get; private set; } = -1;

    /// <summary>Its address, without credentials.</summary>
    public string Url => $"nats://127.0.0.1:{Port}";

    /// <summary>Where its configuration, its log and what it keeps are.</summary>
    public string Folder { get; }

    /// <summary>What it logged.</summary>
    public string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    private static string? Executable => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin")
        .Select(folder => Path.Combine(folder, "nats-server")).FirstOrDefault(File.Exists);

    private string Configuration => Path.Combine(Folder, "server.conf");

    private string LogFile => Path.Combine(Folder, "server.log");

    /// <summary>Starts a server, and waits until it answers.</summary>
    /// <param name="configuration">What its configuration file says beside address, ports and JetStream's folder; null: nothing.</param>
    /// <param name="jetStream">Whether it has JetStream.</param>
    public static async Task<NatsServer> StartAsync(string? configuration = null, bool jetStream = true)
    {
        var server = new NatsServer(configuration, jetStream);
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again, at the same port and with what it kept.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(Executable ?? throw new InvalidOperationException(Missing)) { UseShellExecute = false };
        string[] arguments =
            ["-c", Configuration, "-a", "127.0.0.1", "-p", $"{Port}", "-m", $"{_monitoring}", "-l", LogFile, "--ports_file_dir", Folder];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        _process = Process.Start(start) ?? throw new InvalidOperationException("nats-server did not start.");
        await ReadPortsAsync();
        await WaitAsync(IsHealthyAsync, "is not ready");
    }

    /// <summary>Ends it at once, as a machine that fails does.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;
        if (!process.HasExited)
            Send(process, Kill);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>Ends it at once and starts it again.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        await StartAsync();
    }

    /// <summary>It stands still: connections stay open, and nobody answers.</summary>
    public void Pause()
    {
        Send(Running, Stop);
        // A thread that runs at that moment goes on for a little.
        if (!SpinWait.SpinUntil(() => Directory.GetDirectories($"/proc/{Running.Id}/task").All(IsStopped), Patience))
            throw new InvalidOperationException("nats-server does not stand still.");

        static bool IsStopped(string task) => File.ReadAllText(Path.Combine(task, "stat")) is var stat && stat[stat.LastIndexOf(')') + 2] == 'T';
    }

    /// <summary>It goes on.</summary>
    public void Resume() => Send(Running, Continue);

    /// <summary>Changes its configuration, without a restart of the process.</summary>
    public void Reload(string configuration)
    {
        Configure(configuration);
        Send(Running, Hangup);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private Process Running => _process ?? throw new InvalidOperationException("The server does not run.");

    private async Task ReadPortsAsync()
    {
        var file = Path.Combine(Folder, $"nats-server_{Running.Id}.ports");
        await WaitAsync(() => Task.FromResult(TryReadPorts(file)), "says no ports");
        File.Delete(file);
    }

    private bool TryReadPorts(string file)
    {
        try
        {
            using var ports = JsonDocument.Parse(File.ReadAllText(file));
            Port = PortOf(ports, "nats");
            _monitoring = PortOf(ports, "monitoring");
            return true;
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return false;
        }

        static int PortOf(JsonDocument ports, string name) => new Uri(ports.RootElement.GetProperty(name)[0].GetString()!).Port;
    }

    private async Task<bool> IsHealthyAsync()
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri($"http://127.0.0.1:{_monitoring}/healthz"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task WaitAsync(Func<Task<bool>> ready, string what)
    {
        for (var from = Stopwatch.StartNew(); !await ready();)
        {
            if (Running.HasExited || from.Elapsed > Patience)
                throw new InvalidOperationException($"nats-server {(Running.HasExited ? "ended at once" : what)}. It said:\n{Log}");
            await Task.Delay(20);
        }
    }

    // JetStream is in the file: one that the command line asks for ends with the first reload.
    private void Configure(string? configuration) => File.WriteAllText(
        Configuration, configuration + (_jetStream ? $"\njetstream {{ store_dir: \"{Path.Combine(Folder, "kept")}\" }}\n" : ""));

    private static void Send(Process process, int signal)
    {
        if (SendSignal(process.Id, signal) != 0)
            throw new InvalidOperationException($"Process {process.Id} was not reached by signal {signal}.");
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);
}
