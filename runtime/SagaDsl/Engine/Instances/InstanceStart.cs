using SagaDsl.Journal;
using SagaDsl.Stores;

namespace SagaDsl.Engine;

/// <summary>A start under way: what it was given, and who waits for it.</summary>
internal sealed class InstanceStart(Payload input)
{
    private volatile bool _over;
    private AppendFate _fate;
    private Exception? _error;
    private TaskCompletionSource<AppendFate>? _waiting;

    public Payload Input => input;

    public string? TraceParent { get; set; }

    /// <summary>What else it starts with, where it is a command to a participant.</summary>
    public CommandStart? Command { get; init; }

    public bool IsOver => _over;

    /// <summary>What became of it, once it is over.</summary>
    public ValueTask<AppendFate> Result => _error is { } error && _fate == AppendFate.Unknown ? ValueTask.FromException<AppendFate>(error) : new(_fate);

    /// <summary>Completes when it is over.</summary>
    public Task<AppendFate> Task
    {
        get
        {
            var waiting = LazyInitializer.EnsureInitialized(ref _waiting, static () => new(TaskCreationOptions.RunContinuationsAsynchronously));
            if (_over)
                Complete(waiting);
            return waiting.Task;
        }
    }

    public void Began() => Over(AppendFate.Appended, null);

    public void Failed(AppendFate fate, Exception? error) => Over(fate, error);

    private void Over(AppendFate fate, Exception? error)
    {
        (_fate, _error) = (fate, error);
        _over = true;
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _waiting) is { } waiting)
            Complete(waiting);
    }

    private void Complete(TaskCompletionSource<AppendFate> waiting)
    {
        if (_error is { } error && _fate == AppendFate.Unknown)
        {
            waiting.TrySetException(error);
            _ = waiting.Task.Exception;
        }
        else
        {
            waiting.TrySetResult(_fate);
        }
    }
}
