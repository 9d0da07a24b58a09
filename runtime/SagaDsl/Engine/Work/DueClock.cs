namespace SagaDsl.Engine;

/// <summary>
/// Brings dormant instances in when their time comes. One timer, whatever their number; wall time, because their due times were written by it.
/// </summary>
internal sealed class DueClock : IDisposable
{
    private const int Batch = 256;

    // A due time cannot be trusted further than this: the wall clock may be set meanwhile.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(20);

    private readonly PartitionEngine _engine;
    private readonly ITimer _timer;
    private readonly object _lock = new();
    private DateTimeOffset _armedFor = DateTimeOffset.MaxValue;
    private bool _running;
    private bool _again;
    private bool _disposed;

    /// <summary>Completes when nothing is brought in any more.</summary>
    public Task Over { get; private set; } = Task.CompletedTask;

    public DueClock(PartitionEngine engine)
    {
        _engine = engine;
        _timer = engine.Time.CreateTimer(static clock => ((DueClock)clock!).Run(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>An instance that has left memory goes on at a time.</summary>
    public void Expect(DateTimeOffset at)
    {
        lock (_lock)
        {
            if (_running)
                _again = true;
            else if (at <= _engine.Time.GetUtcNow())
                Start();
            else if (at < _armedFor)
                Arm(at);
        }
    }

    public void Run()
    {
        lock (_lock)
        {
            if (!_running)
                Start();
        }
    }

    // Under the lock.
    private void Start()
    {
        if (_disposed)
            return;
        _running = true;
        Over = Task.Run(RunAsync);
    }

    private async Task RunAsync()
    {
        while (true)
        {
            DateTimeOffset? next = null;
            var failed = false;
            try
            {
                next = await BringInDueAsync().ConfigureAwait(false);
            }
            catch (Exception e)
            {
                failed = true;
                _engine.Log.BackgroundFailed("the due times", e);
            }

            lock (_lock)
            {
                // What came meanwhile, or came due while it was looked for, is brought in at once; a store that fails is not asked again at once.
                var again = !failed && (_again || next <= _engine.Time.GetUtcNow());
                _again = false;
                if (again && !_disposed)
                    continue;
                _running = false;
                Arm(next ?? DateTimeOffset.MaxValue);
                return;
            }
        }
    }

    private async Task<DateTimeOffset?> BringInDueAsync()
    {
        // One that could not be taken up is tried again later, not at once.
        var tried = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var now = _engine.Time.GetUtcNow();
            // Instances in memory keep their own time, and some cannot run here; all may be in the answer: ask for enough to see beyond them.
            var due = await _engine.Store.DueAsync(now, Batch + _engine.Residents.Count + _engine.Residents.SetAside.Count + tried.Count,
                CancellationToken.None).ConfigureAwait(false);
            var brought = 0;
            foreach (var id in due.Instances)
            {
                if (_engine.IsStopping)
                    return null;
                if (_engine.Residents.IsHere(id) || !tried.Add(id))
                    continue;
                brought++;
                await _engine.Residents.WakeAsync(id, new(InstanceMailKind.Wake)).ConfigureAwait(false);
            }

            if (brought == 0)
                return due.NextDueAt;
        }
    }

    // Under the lock.
    private void Arm(DateTimeOffset at)
    {
        if (_disposed)
            return;
        _armedFor = at;
        var wait = at - _engine.Time.GetUtcNow();
        _timer.Change(wait < ShortestSleep ? ShortestSleep : wait > LongestSleep ? LongestSleep : wait, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        lock (_lock)
            _disposed = true;
        _timer.Dispose();
    }
}
