using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace SagaDsl.Barrier.Tests.Databases;

/// <summary>A PostgreSQL server of the tests' own: a cluster in a temporary folder, on the loopback, ended with the tests.</summary>
internal sealed class PostgresServer : IDisposable
{
    private const int FastShutdown = 2; // SIGINT
    private static readonly Lazy<PostgresServer> Server = new(() => new PostgresServer());
    private static readonly string? Programs = Find();
    private static readonly bool IsRoot = Environment.IsPrivilegedProcess;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sagadsl-postgres-");
    private readonly Process _process;

    private PostgresServer()
    {
        var data = Path.Combine(_folder.FullName, "data");
        if (IsRoot)
            Run("chown", "postgres", _folder.FullName);
        Run("initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        var port = FreePort();
        // No test cuts the power: fsync=off. Sockets stay in the folder.
        _process = Process.Start(Start(
            "postgres", "-D", data, "-p", $"{port}", "-h", "127.0.0.1", "-k", _folder.FullName, "-c", "fsync=off", "-c", "log_min_messages=panic"))!;
        _process.StandardOutput.Close();
        _process.BeginErrorReadLine();
        ConnectionString = $"Host=127.0.0.1;Port={port};Username=tests;Database=postgres;Maximum Pool Size=20";
        WaitUntilUp();
    }

    /// <summary>Null: it is installed. Otherwise why its tests are skipped.</summary>
    public static string? Missing { get; } = !OperatingSystem.IsLinux()
        ? "The tests start PostgreSQL on Linux only."
        : Find() is null ? "PostgreSQL is not installed: apt-get install -y postgresql (or your system's package), then run the tests again." : null;

    public static PostgresServer Running => Server.Value;

    public string ConnectionString { get; }

    /// <summary>Ends it, where it was started.</summary>
    public static void End()
    {
        if (Server.IsValueCreated)
            Server.Value.Dispose();
    }

    public void Dispose()
    {
        NpgsqlConnection.ClearAllPools();
        var pid = int.Parse(File.ReadLines(Path.Combine(_folder.FullName, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        _ = Signals.Send(pid, FastShutdown);
        if (!_process.WaitForExit(10_000))
            _process.Kill(entireProcessTree: true);
        _folder.Delete(recursive: true);
    }

    private void WaitUntilUp()
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var connection = new NpgsqlConnection(ConnectionString);
                connection.Open();
                return;
            }
            catch (NpgsqlException) when (clock.Elapsed < TimeSpan.FromSeconds(20) && !_process.HasExited)
            {
                Thread.Sleep(20);
            }
        }
    }

    private static void Run(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(Start(program, arguments))!;
        var said = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} failed: {said.Result}");
    }

    // PostgreSQL refuses to run as root: it then runs as the user that its package made.
    private static ProcessStartInfo Start(string program, params IEnumerable<string> arguments)
    {
        var whole = Path.Combine(Programs!, program);
        var start = !File.Exists(whole) ? new ProcessStartInfo(program, arguments)
            : IsRoot ? new ProcessStartInfo("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", whole, .. arguments])
            : new ProcessStartInfo(whole, arguments);
        (start.RedirectStandardOutput, start.RedirectStandardError, start.WorkingDirectory) = (true, true, Path.GetTempPath());
        return start;
    }

    private static string? Find()
    {
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(folder => folder, StringComparer.Ordinal).Select(folder => folder + "/bin")
            : [];
        return debian.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
