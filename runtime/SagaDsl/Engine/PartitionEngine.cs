using System.Runtime.CompilerServices;
using SagaDsl.Journal;
using SagaDsl.Stores;
using SagaDsl.Telemetry;

namespace SagaDsl.Engine;

/// <summary>
/// The engine of one partition: made when the partition is acquired, thrown away when it is lost. It opens, closes, and hands
/// on: instances drive themselves, <see cref="Residents"/> knows which are in memory, <see cref="Waiters"/> who waits for
/// their ends, <see cref="WorkSource"/> finds in the store what is to be done.
/// </summary>
internal sealed partial class PartitionEngine
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _quiet = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Rundown _requests;
    private readonly Room _room;
    private readonly Room _roomOfCommands;
    private readonly WorkSource _work;
    private volatile bool _stopping;
    private volatile bool _waitingIsOver;
    private Exception? _lost;
    private Task? _stopped;

    public PartitionEngine(EngineServices services, ISagaStore store)
    {
        (Services, Store) = (services, store);
        Writer = new(services.Options.Node, services.Time.GetUtcNow().UtcTicks ^ services.Random.NextNumber());
        _room = new(services.Room, _stop.Token);
        _roomOfCommands = new(services.RoomOfCommands, _stop.Token);
        Residents = new(this);
        Participants = new(this);
        _requests = new(Gone);
        _work = new(this);
    }

    public EngineServices Services { get; }

    public ISagaStore Store { get; }

    /// <summary>Who writes: another one for every acquisition, so that what came before is taken over.</summary>
    public WriterId Writer { get; }

    public Residents Residents { get; }

    public Waiters Waiters { get; } = new();

    public PendingCommands Commands { get; } = new();

    public Participants Participants { get; }

    public TimeProvider Time => Services.Time;

    public SagaLog Log => Services.Log;

    /// <summary>Whether nothing more begins.</summary>
    public bool IsStopping => _stopping;

    /// <summary>What instances are told when nothing more begins: what runs on a lost partition is void, not even what still ends is recorded.</summary>
    public InstanceMailKind StopMail => Volatile.Read(ref _lost) is null ? InstanceMailKind.Drain : InstanceMailKind.Lose;

    /// <summary>Cancelled when nothing more begins.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>
    /// The room that an instance takes. Commands have one of their own: the sagas that wait for them may fill theirs.
    /// </summary>
    public Room RoomOf(string instance) => CommandId.Is(instance) ? _roomOfCommands : _room;

    /// <summary>Takes up whatever is unfinished, and goes on.</summary>
    public void Open() => _work.Start();

    /// <summary>Starts an instance; false: it was there, with an equal input.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> StartAsync(LoadedSaga saga, string id, object? input, ISagaRun? run, CancellationToken cancellationToken)
    {
        if (_stopping)
            throw Gone();
        var (payload, value) = saga.TakeInput(input);
        var letIn = StepCode.IsCaller;
        while (true)
        {
            if (Residents.TryGet(id, out var other))
            {
                await WaitForStartAsync(other, cancellationToken).ConfigureAwait(false);
                if (await ExistsAsync(saga, id, payload, cancellationToken).ConfigureAwait(false))
                    return false;
                continue;
            }

            if (!await _room.TryEnterAsync(letIn, cancellationToken).ConfigureAwait(false))
                throw Gone();
            var instance = new Instance(this, saga, id) { IsWaitedForByStep = letIn };
            if (!Residents.TryAdd(instance))
            {
                _room.Exit();
                continue;
            }

            if (_stopping)
                instance.Post(new(StopMail));
            switch (await instance.StartAsync(payload, value, run).ConfigureAwait(false))
            {
                case AppendFate.Appended:
                    if (_waitingIsOver)
                        instance.StopWaiting(StoppedWaiting(id)); // It came in after those who waited were told.
                    return true;
                case AppendFate.Unknown:
                    throw Gone();
            }

            if (await ExistsAsync(saga, id, payload, cancellationToken).ConfigureAwait(false))
                return false;
        }
    }

    public async ValueTask<SagaEnd> WaitAsync(string id, string? saga, CancellationToken cancellationToken)
    {
        using var waiter = Waiters.Join(id);
        using (_requests.Enter())
        {
            // Announced before looking: an end in between finds the waiter.
            var began = false;
            if (Residents.TryGet(id, out var instance))
            {
                // One that is here may be that of a start which finds the id taken: only one that began will end.
                await WaitForStartAsync(instance, cancellationToken).ConfigureAwait(false);
                began = instance.HasBegun && Residents.TryGet(id, out var still) && still == instance;
                if (began)
                    OtherSaga.Refuse(id, instance.Saga.Plan.Name, saga);
                if (began && StepCode.IsCaller)
                    began = instance.LetIn();
            }

            if (!began && await EndInStoreAsync(id, saga, cancellationToken).ConfigureAwait(false) is { } end)
                return end;
        }

        if (_waitingIsOver)
            throw _stopping ? Gone() : StoppedWaiting(id);
        return await waiter.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<SagaSnapshot> GetAsync(string id, CancellationToken cancellationToken)
    {
        using var request = _requests.Enter();
        var stored = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        return Snapshots.Of(stored, Services);
    }

    public async ValueTask<IReadOnlyList<JournalRecord>> HistoryAsync(string id, CancellationToken cancellationToken)
    {
        using var request = _requests.Enter();
        return (await LoadAsync(id, cancellationToken).ConfigureAwait(false)).Records;
    }

    public async ValueTask<IReadOnlyList<InstanceSummary>> ListAsync(InstanceQuery query, CancellationToken cancellationToken)
    {
        using var request = _requests.Enter();
        var page = await Store.ListAsync(query, cancellationToken).ConfigureAwait(false);
        return Residents.SetAside.Count == 0
            ? page
            : [.. page.Select(one => Residents.IsSetAside(one.Id, out var reason) ? one with { Unrunnable = reason } : one)];
    }

    /// <summary>An instance has left memory.</summary>
    public void Left(Instance instance, in Departed departed)
    {
        var id = instance.Id;
        switch (departed.Departure)
        {
            case Departure.Ended:
                Remove(instance);
                Residents.Well(id);
                departed.Run?.Ended(departed.End);
                Participants.Ended(instance.Saga, instance.State);
                Services.Telemetry.SagaEnded(instance.State, departed.End.Status);
                Commands.AnswerTooLate(id, departed.End.Status);
                Waiters.Ended(id, departed.End);
                break;
            case Departure.Resting:
                KeepWaiting(id, departed.Run);
                Remove(instance);
                Residents.Well(id);
                if (departed.Due is { } due)
                    _work.Expect(due);
                break;
            case Departure.NotStarted:
                Remove(instance);
                break;
            case Departure.Fenced:
                KeepWaiting(id, departed.Run);
                Remove(instance);
                Residents.Fence(id);
                break;
            default:
                // Before it leaves: whoever asks for it next must not take its calls for calls that never began.
                Residents.Suspect(id);
                KeepWaiting(id, departed.Run);
                Remove(instance);
                if (departed.Departure == Departure.Faulted)
                    Residents.Faulted(id, departed.Error);
                else
                    Residents.TryLater(id);
                break;
        }
    }

    /// <summary>Messages lie in the inboxes of instances of this partition.</summary>
    public void Delivered(IReadOnlyList<SagaMessage> messages)
    {
        foreach (var message in messages)
            _ = Residents.WakeAsync(message.Instance, new(InstanceMailKind.Inbox));
    }

    private void KeepWaiting(string id, ISagaRun? run)
    {
        if (run is not null && (_waitingIsOver || _stopping))
            run.Fail(_stopping ? Gone() : StoppedWaiting(id));
        else
            Waiters.Keep(id, run);
        if (run is not null && _waitingIsOver)
            Waiters.Fail(id, StoppedWaiting(id)); // It came in after those who waited were told.
    }

    private void Remove(Instance instance)
    {
        if (Residents.Remove(instance))
            RoomOf(instance.Id).Exit();
        if (_stopping && Residents.IsEmpty)
            _quiet.TrySetResult();
    }

    private static async ValueTask WaitForStartAsync(Instance instance, CancellationToken cancellationToken)
    {
        var over = instance.StartIsOver;
        if (!over.IsCompleted)
            await over.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Whether the instance is there with an equal input; false: it is not there after all.</summary>
    private async ValueTask<bool> ExistsAsync(LoadedSaga saga, string id, Payload input, CancellationToken cancellationToken)
    {
        using var request = _requests.Enter();
        StoredInstance? stored;
        try
        {
            stored = await Store.LoadAsync(id, 0, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Residents.TryLater(id); // The start held the id for a moment, and whether somebody asked for it meanwhile is not known.
            throw;
        }

        if (stored is null)
            return false;
        // Whether the start is refused or not: it held the id for a moment.
        SeeThatItGoesOn(stored);
        SameStart.Check(saga, stored, input);
        return true;
    }

    /// <summary>How an instance that is not in memory ended; null: it has not. Brings it in where nothing else would.</summary>
    private async ValueTask<SagaEnd?> EndInStoreAsync(string id, string? saga, CancellationToken cancellationToken)
    {
        var stored = await Store.LoadAsync(id, 0, cancellationToken).ConfigureAwait(false) ?? throw new SagaNotFoundException(id);
        OtherSaga.Refuse(id, stored.Saga, saga);
        if (stored.Status.Work == WorkState.Terminal)
            return Ends.Of(stored, Services);
        if (Residents.IsSetAside(id, out var reason))
            throw new SagaUnrunnableException(id, reason);
        SeeThatItGoesOn(stored);
        return null;
    }

    // The due times and the recovery pass over an id that a start holds for a moment: whoever held it makes up for that.
    public void SeeThatItGoesOn(StoredInstance stored)
    {
        var byStep = StepCode.IsCaller;
        if (Residents.TryGet(stored.Id, out _) && !byStep)
            return;
        // What a step waits for comes in at once: when its time comes there may be no room but the one that the step has.
        if (stored.Status.Work == WorkState.Ready || (byStep && stored.Status.DueAt is not null))
            _ = Residents.WakeAsync(stored.Id, new(InstanceMailKind.Wake), byStep);
        else if (stored.Status.DueAt is { } at)
            _work.Expect(at);
    }

    private async ValueTask<StoredInstance> LoadAsync(string id, CancellationToken cancellationToken)
    {
        if (Residents.TryGet(id, out var instance))
            await WaitForStartAsync(instance, cancellationToken).ConfigureAwait(false);
        return await Store.LoadAsync(id, 0, cancellationToken).ConfigureAwait(false) ?? throw new SagaNotFoundException(id);
    }

    private Exception Gone() => Volatile.Read(ref _lost) ?? Stopped();

    public static ObjectDisposedException Stopped() => new(nameof(SagaRuntime), "The saga runtime was stopped: it starts and answers nothing more.");

    private Exception StoppedWaiting(string id) => Volatile.Read(ref _lost) ?? new OperationCanceledException(
        $"The application stops, and nothing waits for the end of instance '{id}' any more. It is not lost: it goes on, " +
            "and with the next start where this process does not end it.");
}
