using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Shop.Processes;

/// <summary>A nats-server of the shop's own, on this machine only.</summary>
internal static class NatsServer
{
    /// <summary>What is said where there is none.</summary>
    public const string HowToGet =
        "there is no nats-server here. Install it (apt-get install nats-server, brew install nats-server, or nats.io/download), or run --in-process.";

    /// <summary>The program; null: it is not installed.</summary>
    public static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin")
        .SelectMany(folder => new[] { Path.Combine(folder, "nats-server"), Path.Combine(folder, "nats-server.exe") }).FirstOrDefault(File.Exists);

    /// <summary>How it is started: at a port, with a folder for what it keeps.</summary>
    public static ProcessStartInfo Start(string program, int port, string folder) =>
        new(program, ["-a", "127.0.0.1", "-p", $"{port}", "-js", "-sd", folder]) { RedirectStandardOutput = true, RedirectStandardError = true };

    /// <summary>A port that nobody listens at.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits until it greets who connects.</summary>
    public static async Task GreetsAsync(int port, CancellationToken stop)
    {
        var greeting = new byte[5];
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, stop);
                await client.GetStream().ReadExactlyAsync(greeting, stop);
                if (Encoding.ASCII.GetString(greeting) == "INFO ")
                    return;
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                await Task.Delay(20, stop);
            }
        }
    }
}
