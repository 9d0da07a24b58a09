using SagaDsl.Journal;
using SagaDsl.Kernel;
using SagaDsl.Stores;
using SagaDsl.Telemetry;

namespace SagaDsl.Engine;

internal sealed partial class InstanceRunner
{
    /// <summary>Appends the first record: the instance begins, and its first steps are scheduled.</summary>
    public async ValueTask<AppendOutcome> BeginAsync(Payload input, ISagaRun? run)
    {
        _run = run;
        State.InputObject = _saga.ReadBack(input);
        State.Owner = Engine.Writer;
        _span = Engine.Telemetry.SagaBegins(State);
        var append = AppendAsync(FirstEntries(input));
        var outcome = append.IsCompletedSuccessfully ? append.Result : await append.ConfigureAwait(false);
        if (outcome == AppendOutcome.Appended)
        {
            _position++;
            _hash = _appending!.Hash;
            Engine.Telemetry.Recorded(State, _appending);
            _appending = null;
        }

        return outcome;
    }

    private JournalEntry[] FirstEntries(Payload input)
    {
        var entries = _scratch ??= [];
        entries.Clear();
        var now = Now;
        var deadline = _saga.Definition.Timeout is { } timeout ? now + timeout : (DateTimeOffset?)null;
        Decider.Emit(State, entries, new SagaStarted(_saga.Plan.Name, _saga.Plan.Fingerprint, Engine.Options.KeyPrefix, deadline, SagaTelemetry.TraceParent(_span)) { Payload = input });
        Decider.Decide(State, now, entries);
        return [.. entries];
    }

    /// <summary>The first start's task is over, well or badly: another start of the same id may look at the store.</summary>
    public Task Started()
    {
        lock (this)
        {
            if (_position > 0 || _closed)
                return Task.CompletedTask;
            return (_started ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Whether the instance is there, once that is known: its first record was appended, or it was loaded.</summary>
    public async ValueTask<bool> BeganAsync(CancellationToken cancellationToken)
    {
        await Started().WaitAsync(cancellationToken).ConfigureAwait(false);
        return _position > 0;
    }

    /// <summary>The start is over; where it failed, the runner takes nothing more.</summary>
    public void StartIsOver(bool failed)
    {
        TaskCompletionSource? started;
        lock (this)
        {
            started = _started;
            _closed = failed;
        }

        started?.TrySetResult();
    }

    /// <summary>Takes up an instance from its journal.</summary>
    /// <param name="stored">What the store has of it.</param>
    /// <param name="force">Whether calls of this very process may have been cut off, so that it takes ownership anew.</param>
    /// <exception cref="SagaUnrunnableException">It cannot run here.</exception>
    public void Load(StoredInstance stored, bool force)
    {
        Rehydration.Fold(State, _saga, stored);
        _position = stored.Records.Count;
        _hash = stored.Records[^1].Hash;
        State.Owner = stored.Records[^1].Writer;
        State.ReadyInStore = stored.Status.Work == WorkState.Ready;
        _take = force || State.Owner != Engine.Writer;
        _mail = stored.Inbox.Count > 0;

        foreach (ref var slot in State.Steps.AsSpan())
        {
            if (!slot.IsOpen)
                continue;
            // Whether its first attempt began cannot be known from the journal.
            slot.MayHaveBegun = true;
            // Its due time may have been moved without a record.
            if (stored.Status is { Work: WorkState.Due, DueAt: { } due } && slot.DueAt < due.UtcTicks)
                slot.DueAt = due.UtcTicks;
        }
    }

    /// <summary>The runtime stopped while a call that ignores its cancellation still runs.</summary>
    public void Abandon(Exception reason)
    {
        lock (this)
            _closed = true;
        _timer?.Dispose();
        Engine.Telemetry.SagaLeaves(_span, State);
        _run?.Fail(reason);
    }

    /// <summary>Tells whoever awaits the run that nothing is waited for any more.</summary>
    public void StopWaiting(Exception reason) => _run?.Fail(reason);

    private void Take(List<JournalEntry> entries)
    {
        _take = false;
        Ownership.Take(State, Engine.Writer, Now, Engine.Random.Next(), entries);
        Engine.Telemetry.Recovered(State);
    }
}
