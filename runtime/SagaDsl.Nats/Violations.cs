using System.Collections.Concurrent;
using NATS.Client.Core;

namespace SagaDsl.Transport.Nats;

/// <summary>
/// What the server says it does not permit. It says so beside the call: the call itself would wait for an answer until its time is over.
/// </summary>
internal sealed class Violations : IDisposable
{
    private readonly INatsConnection _connection;
    private readonly string[] _ours;
    private readonly Action<string> _said;
    private readonly ConcurrentDictionary<string, Watch> _publishing = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _seen = new(StringComparer.Ordinal);
    private readonly Watch _any = new();

    public Violations(INatsConnection connection, NatsNames names, Action<string> said)
    {
        _connection = connection;
        // The application may do other things over the same connection.
        _ours = [.. names.Subjects.Select(subject => subject.TrimEnd('*')), "$JS.", connection.Opts.InboxPrefix + "."];
        _said = said;
        connection.ServerError += OnServerErrorAsync;
    }

    /// <summary>Any violation: what counts while the transport opens.</summary>
    public Watch Any => _any;

    /// <summary>Violations of publishing to a subject.</summary>
    public Watch Publishing(string subject) => _publishing.GetOrAdd(subject, static _ => new());

    public void Dispose() => _connection.ServerError -= OnServerErrorAsync;

    private ValueTask OnServerErrorAsync(object? sender, NatsServerErrorEventArgs e)
    {
        if (e.Kind == NatsServerErrorKind.PermissionsViolation && Array.Exists(_ours, one => e.Error.Contains(one, StringComparison.Ordinal)))
        {
            // Once for each: it is said again whenever it is tried.
            if (_seen.Count < 100 && _seen.TryAdd(e.Error, true))
                _said(e.Error);
            _any.Trip(e.Error);
            foreach (var (subject, watch) in _publishing)
            {
                if (e.Error.Contains($"\"{subject}\"", StringComparison.Ordinal))
                    watch.Trip(e.Error);
            }
        }

        return default;
    }

    /// <summary>Cancels whoever waits for what is not permitted.</summary>
    internal sealed class Watch
    {
        private readonly Signal _signal = new();

        /// <summary>Cancelled with the next violation.</summary>
        public CancellationToken Token => _signal.Token;

        /// <summary>What the server said last.</summary>
        public string? Error { get; private set; }

        public void Trip(string error)
        {
            Error = error;
            _signal.Give();
        }
    }
}
