using System.Collections.Concurrent;

namespace SagaDsl.Engine;

/// <summary>Who waits for the ends of instances, while these come and go.</summary>
internal sealed class Waiters
{
    private readonly ConcurrentDictionary<string, Waiter> _waiters = new(StringComparer.Ordinal);

    /// <summary>Waits for the end of an instance. Dispose of it when done: the last one takes it away.</summary>
    public Waiter Join(string id)
    {
        while (true)
        {
            var waiter = _waiters.GetOrAdd(id, static (id, all) => new(all, id), this);
            if (waiter.TryJoin())
                return waiter;
        }
    }

    /// <summary>Whether anybody waits for the end of an instance.</summary>
    public bool AnyFor(string id) => _waiters.ContainsKey(id);

    /// <summary>Keeps a run waiting whose instance leaves memory before it has ended.</summary>
    public void Keep(string id, ISagaRun? run)
    {
        if (run is not null)
            _ = ForwardAsync(Join(id), run);

        static async Task ForwardAsync(Waiter from, ISagaRun to)
        {
            try
            {
                to.Ended(await from.Task.ConfigureAwait(false));
            }
            catch (Exception e)
            {
                to.Fail(e);
            }
            finally
            {
                from.Dispose();
            }
        }
    }

    public void Ended(string id, in SagaEnd end)
    {
        // Looked up before it is removed: nearly always there is none, and looking takes no lock.
        if (_waiters.ContainsKey(id) && _waiters.TryRemove(id, out var waiter))
            waiter.Ended(end);
    }

    public void Fail(string id, Exception exception)
    {
        if (_waiters.TryRemove(id, out var waiter))
            waiter.Fail(exception);
    }

    public void FailAll(Func<string, Exception> exception)
    {
        foreach (var id in _waiters.Keys)
            Fail(id, exception(id));
    }

    /// <summary>Those who wait for one instance.</summary>
    public sealed class Waiter(Waiters all, string id) : IDisposable
    {
        private readonly TaskCompletionSource<SagaEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _count; // Below zero: taken away.

        public Task<SagaEnd> Task => _end.Task;

        public bool TryJoin()
        {
            lock (_end)
            {
                if (_count < 0)
                    return false;
                _count++;
                return true;
            }
        }

        public void Ended(in SagaEnd end) => _end.TrySetResult(end);

        public void Fail(Exception exception)
        {
            _end.TrySetException(exception);
            _ = _end.Task.Exception;
        }

        public void Dispose()
        {
            lock (_end)
            {
                if (--_count > 0)
                    return;
                _count = -1;
            }

            all._waiters.TryRemove(new(id, this));
        }
    }
}
