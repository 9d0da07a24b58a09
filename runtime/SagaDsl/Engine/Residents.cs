using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using SagaDsl.Journal;

namespace SagaDsl.Engine;

/// <summary>Which instances of a partition are in memory: how they come in from the store, which ones cannot, and when it is tried again.</summary>
internal sealed class Residents(PartitionEngine engine)
{
    // After so many faults in a row an instance is set aside: it would fail for ever.
    private const int MostFaults = 6;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Instance> _live = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Loading> _loading = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _setAside = new(StringComparer.Ordinal);

    // Instances whose calls in this very process may have been cut off, with the number of faults in a row, until they are well again.
    private readonly ConcurrentDictionary<string, int> _faults = new(StringComparer.Ordinal);

    // Instances that are tried again later, with the number of tries so far: until then only who asks for one tries it.
    private readonly ConcurrentDictionary<string, byte> _later = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _tries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _fenced = new(StringComparer.Ordinal);
    private volatile bool _anyFault; // Asking an empty dictionary whether it is empty takes all its locks.

    /// <summary>The instances that cannot run here, with the reason.</summary>
    public IReadOnlyDictionary<string, string> SetAside => _setAside;

    public int Count => _live.Count;

    public bool IsEmpty => _live.IsEmpty;

    public IEnumerable<Instance> All => _live.Values;

    /// <summary>Instances that are being loaded.</summary>
    public IEnumerable<Task> Loads => _loading.Values.Select(loading => loading.Over);

    public bool TryGet(string id, [NotNullWhen(true)] out Instance? instance) => _live.TryGetValue(id, out instance);

    public bool TryAdd(Instance instance) => _live.TryAdd(instance.Id, instance);

    /// <summary>Whether the instance needs no bringing in: it is here, cannot run here, or is tried again later.</summary>
    public bool IsHere(string id) => _live.ContainsKey(id) || _setAside.ContainsKey(id) || _later.ContainsKey(id);

    public bool IsSetAside(string id, [NotNullWhen(true)] out string? reason) => _setAside.TryGetValue(id, out reason);

    /// <summary>False: it was removed before.</summary>
    public bool Remove(Instance instance) => _live.TryRemove(new(instance.Id, instance));

    /// <summary>A person has ended it, or it can be tried again.</summary>
    public void Forget(string id)
    {
        _setAside.TryRemove(id, out _);
        _faults.TryRemove(id, out _);
        _tries.TryRemove(id, out _);
    }

    /// <summary>Tells an instance, bringing it in if it is not there.</summary>
    /// <param name="id">The instance.</param>
    /// <param name="mail">What it is told.</param>
    /// <param name="letIn">Whether it comes in however many are there: code of a step waits for it.</param>
    /// <returns>Whether it was told: false, where it cannot be brought in now, or has ended.</returns>
    public async Task<bool> WakeAsync(string id, InstanceMail mail, bool letIn = false)
    {
        while (!engine.IsStopping)
        {
            if (_live.TryGetValue(id, out var instance))
            {
                if (letIn)
                    instance.LetIn();
                if (instance.Post(mail))
                    return true;
                // It is on its way out; so short that yielding is enough.
                await Task.Yield();
                continue;
            }

            var mine = new Loading();
            var loading = _loading.GetOrAdd(id, mine);
            if (loading != mine)
            {
                if (letIn)
                    loading.LetIn();
                await loading.Over.ConfigureAwait(false);
                continue;
            }

            try
            {
                // Whoever was here has left, and nobody else comes in while the id is being loaded: what is read is current.
                if (!_live.ContainsKey(id))
                    return await BringInAsync(id, mail, letIn, mine).ConfigureAwait(false);
            }
            finally
            {
                _loading.TryRemove(id, out _);
                mine.IsOver();
            }
        }

        return false;
    }

    private async Task<bool> BringInAsync(string id, InstanceMail mail, bool letIn, Loading loading)
    {
        try
        {
            if (!await engine.RoomOf(id).TryEnterAsync(letIn, loading.LetInAtOnce).ConfigureAwait(false))
                return false; // The engine stops: the next start takes it up.
        }
        catch (OperationCanceledException)
        {
            letIn = await engine.RoomOf(id).TryEnterAsync(letIn: true).ConfigureAwait(false); // Always true.
        }

        var entered = false;
        await engine.Services.Recoveries.WaitAsync().ConfigureAwait(false);
        try
        {
            entered = await LoadAsync(id, mail, letIn).ConfigureAwait(false);
        }
        catch (SagaUnrunnableException e)
        {
            Refuse(id, e.Reason, e);
        }
        catch (JournalDamagedException e)
        {
            Refuse(id, e.Message, e);
        }
        catch (StoreUnavailableException e)
        {
            engine.Log.LoadFailed(id, e);
            TryLater(id);
        }
        catch (Exception e)
        {
            // Whatever it is, it is this instance's alone: those that wait behind it must not wait for ever.
            Faulted(id, e);
        }
        finally
        {
            engine.Services.Recoveries.Release();
            if (!entered)
                engine.RoomOf(id).Exit();
        }

        return entered;
    }

    private async Task<bool> LoadAsync(string id, InstanceMail mail, bool letIn)
    {
        var stored = await engine.Store.LoadAsync(id, 0, CancellationToken.None).ConfigureAwait(false);
        if (engine.IsStopping)
            return false;
        if (stored is null)
        {
            Forget(id); // Its start failed, and left nothing.
            return false;
        }

        engine.Commands.AnswerFrom(stored);
        if (stored.Status.Work == WorkState.Terminal)
        {
            // It ended with a record whose answer was lost.
            Forget(id);
            engine.Waiters.Ended(id, Ends.Of(stored, engine.Services));
            return false;
        }

        if (!engine.Services.Sagas.TryGetValue(stored.Saga, out var saga))
            throw new SagaUnrunnableException(id, $"there is no saga named '{stored.Saga}' in this process. Add it to the runtime.");
        var instance = new Instance(engine, saga, id) { IsWaitedForByStep = letIn };
        instance.Load(stored, _faults.ContainsKey(id));
        instance.Post(mail); // Before it may leave again.
        if (!_live.TryAdd(id, instance))
            return false;
        _setAside.TryRemove(id, out _);
        _tries.TryRemove(id, out _);
        if (engine.IsStopping)
            instance.Post(new(engine.StopMail));
        instance.Queue();
        return true;
    }

    /// <summary>An instance cannot run here: it is listed with the reason, and left as it is.</summary>
    public void Refuse(string id, string reason, Exception? exception = null)
    {
        _setAside[id] = reason;
        engine.Log.Unrunnable(id, reason);
        engine.Waiters.Fail(id, exception as SagaUnrunnableException ?? new SagaUnrunnableException(id, reason));
        engine.Commands.Fail(id, () => new SagaUnrunnableException(id, reason));
    }

    /// <summary>Another owner has written to an instance's journal: it is that owner's, and nothing is appended to it here.</summary>
    public void Fence(string id)
    {
        _fenced[id] = 0;
        Refuse(id, "another process works on it, and has written to its journal. It is not taken back here.");
    }

    public bool IsFenced(string id) => _fenced.ContainsKey(id);

    /// <summary>The engine failed over an instance: it is tried again, each time later, and at last set aside.</summary>
    public void Faulted(string id, Exception? fault)
    {
        if (engine.IsStopping)
            return;
        _anyFault = true;
        var faults = _faults.AddOrUpdate(id, 1, static (_, count) => count + 1);
        if (faults < MostFaults)
            TryLater(id);
        else
            Refuse(id, $"it failed {faults} times in a row, at last with {fault?.GetType().Name}: {(fault is null ? "?" : StepError.TextOf(fault))}");
    }

    /// <summary>Whether its last record is there is not known: its calls may have been cut off.</summary>
    public void Suspect(string id)
    {
        _anyFault = true;
        _faults.TryAdd(id, 0);
    }

    /// <summary>It goes on as it should.</summary>
    public void Well(string id)
    {
        if (_anyFault)
            _faults.TryRemove(id, out _);
    }

    /// <summary>Not at once, each time later, and not for ever in step with what failed.</summary>
    public void TryLater(string id)
    {
        if (engine.IsStopping || !_later.TryAdd(id, 0))
            return;
        var tries = _tries.AddOrUpdate(id, 1, static (_, count) => count + 1);
        _ = TryLaterAsync(id, FirstPause * (1 << Math.Min(tries - 1, 6)));
    }

    private async Task TryLaterAsync(string id, TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause * (1 + engine.Services.Random.Next()), engine.Time, engine.Stopping).ConfigureAwait(false);
            _later.TryRemove(id, out _);
            await WakeAsync(id, new(InstanceMailKind.Wake)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The next start of the process takes it up.
        }
        catch (Exception e)
        {
            engine.Log.LoadFailed(id, e);
        }
    }
}
