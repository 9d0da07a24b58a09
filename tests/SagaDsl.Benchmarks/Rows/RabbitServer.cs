using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SagaDsl.Benchmarks.Rows;

/// <summary>A RabbitMQ broker of this run's own: on free loopback ports, its files in a folder that is removed, ended by pid.</summary>
public sealed class RabbitServer : IAsyncDisposable
{
    // Debian's wrapper in /usr/sbin changes the user; this is what it starts.
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder;

    private RabbitServer(string folder, int port) => (_folder, Port) = (folder, port);

    /// <summary>Why there is none here; null: there is.</summary>
    public static string? Missing { get; } = File.Exists(Program) ? null : "rabbitmq-server is not installed (apt-get install rabbitmq-server).";

    public int Port { get; }

    public static async Task<RabbitServer> StartAsync(string folder)
    {
        var server = new RabbitServer(Directory.CreateDirectory(Path.Combine(folder, "rabbit")).FullName, FreePort());
        var start = new ProcessStartInfo(Program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["HOME"] = server._folder,
            ["RABBITMQ_NODENAME"] = $"bench{Environment.ProcessId}@localhost",
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = $"{server.Port}",
            ["RABBITMQ_DIST_PORT"] = $"{FreePort()}",
            ["ERL_EPMD_PORT"] = $"{FreePort()}",
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(server._folder, "db"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(server._folder, "log"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(server._folder, "plugins"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(server._folder, "none"),
            ["RABBITMQ_PID_FILE"] = Path.Combine(server._folder, "pid"),
        })
            start.Environment[name] = value;
        var script = Process.Start(start)!;
        script.OutputDataReceived += static (_, _) => { };
        script.BeginOutputReadLine();
        script.BeginErrorReadLine();
        for (var began = Stopwatch.StartNew(); ; await Task.Delay(200))
        {
            if (await AnswersAsync(server.Port))
                return server;
            if (script.HasExited || began.Elapsed > Patience)
            {
                await server.DisposeAsync();
                throw new InvalidOperationException("RabbitMQ did not start.");
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        // Erlang's port mapper was started with it, on a port of its own.
        foreach (var process in Process.GetProcesses())
        {
            try
            {
                if (process.ProcessName is "epmd" or "beam.smp" && File.ReadAllText($"/proc/{process.Id}/environ").Contains(_folder, StringComparison.Ordinal))
                {
                    process.Kill();
                    process.WaitForExit();
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
            {
                // It has ended, or is another's.
            }
        }

        return default;
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
