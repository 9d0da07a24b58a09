using System.Collections.Concurrent;
using SagaDsl.Journal;
using SagaDsl.Stores;

namespace SagaDsl.Engine;

/// <summary>Who waits for the answer to a command, while its instance comes and goes.</summary>
internal sealed class PendingCommands
{
    private readonly ConcurrentDictionary<string, (string Instance, TaskCompletionSource<CommandAnswer> Answer)> _pending = new(StringComparer.Ordinal);
    private int _count; // Of those who asked; the end of an instance need not look for them where there are none.

    public Task<CommandAnswer> Add(string id, string instance)
    {
        var answer = new TaskCompletionSource<CommandAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Increment(ref _count);
        _pending[id] = (instance, answer);
        return answer.Task;
    }

    public void Remove(string id)
    {
        _pending.TryRemove(id, out _);
        Interlocked.Decrement(ref _count);
    }

    public void Answer(string id, CommandAnswer answer)
    {
        if (_pending.TryRemove(id, out var pending))
            pending.Answer.TrySetResult(answer);
    }

    /// <summary>An instance ended before it took in what it was sent.</summary>
    public void AnswerTooLate(string instance, SagaStatus status)
    {
        if (Volatile.Read(ref _count) == 0)
            return;
        foreach (var (id, pending) in _pending)
        {
            if (pending.Instance == instance)
                Answer(id, new(CommandVerdict.Refused, $"The instance has ended: {status}."));
        }
    }

    /// <summary>Answers commands whose record was appended although its answer was lost, and those that came too late.</summary>
    public void AnswerFrom(StoredInstance stored)
    {
        if (Volatile.Read(ref _count) == 0)
            return;
        foreach (var (id, pending) in _pending)
        {
            if (pending.Instance == stored.Id
                && stored.Records.SelectMany(record => record.Entries).OfType<CommandReceived>().FirstOrDefault(entry => entry.Id == id) is { } taken)
                Answer(id, new(taken.Verdict, taken.Why));
        }

        if (stored.Status.Work == WorkState.Terminal)
            AnswerTooLate(stored.Id, stored.Status.Saga);
    }

    /// <summary>Nobody answers any more: for one instance, or for all.</summary>
    public void Fail(string? instance, Func<Exception> exception)
    {
        foreach (var (id, pending) in _pending)
        {
            if ((instance is null || pending.Instance == instance) && _pending.TryRemove(id, out _))
                pending.Answer.TrySetException(exception());
        }
    }
}
