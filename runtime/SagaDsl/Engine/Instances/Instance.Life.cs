using SagaDsl.Journal;
using SagaDsl.Kernel;
using SagaDsl.Stores;
using SagaDsl.Telemetry;

namespace SagaDsl.Engine;

/// <summary>How an instance comes into memory, and how it leaves.</summary>
internal sealed partial class Instance
{
    private InstanceStart? _starting;
    private volatile bool _begun;
    private Departure _lostBy;
    private Exception? _fault;

    /// <summary>Whether its first record is known to be there.</summary>
    public bool HasBegun => _begun;

    /// <summary>Begins: the first turn is taken on the caller's thread, as far as the store lets it.</summary>
    public ValueTask<AppendFate> StartAsync(Payload payload, object? input, ISagaRun? run, CommandStart? command = null)
    {
        (_input, _run, _starting) = (input, run, new(payload) { Command = command });
        var start = _starting;
        if (command?.Result is { } result)
            _results[0] = result;
        _span = Engine.Services.Telemetry.SagaBegins(Saga.Plan.Name, Id, command?.TraceParent);
        start.TraceParent = SagaTelemetry.TraceParent(_span, command?.TraceParent);
        _mailbox.Post(new(InstanceMailKind.Begin));
        StepCode.Leave(static instance => ((Instance)instance!).TakeFirstTurn(), this);
        return start.IsOver ? start.Result : new(start.Task);
    }

    /// <summary>The start of this instance is over, well or badly: another start of the same id may look at the store.</summary>
    public Task StartIsOver => _starting?.Task ?? Task.CompletedTask;

    private void TakeFirstTurn()
    {
        _isOnCallersThread = true;
        var turns = TakeTurnsAsync();
        if (turns.IsCompletedSuccessfully)
            turns.Result?.Queue();
        else
            TurnsUnderWay.Await(this, turns);
    }

    private void Begin(Turn turn)
    {
        if (_phase != InstancePhase.Beginning)
            return;
        _phase = InstancePhase.Working;
        var command = _starting!.Command;
        var deadline = Saga.Definition.Timeout is { } timeout ? turn.Now.After(timeout) : command?.Deadline;
        var started =
            new SagaStarted(Saga.Plan.Name, Saga.Plan.Fingerprint, Engine.Services.Options.KeyPrefix, deadline,
                _starting.TraceParent) { Payload = _starting.Input, Origin = command?.Origin };
        SagaKernel.Take(State, SagaEvent.Started(started, command?.Known), turn);
    }

    /// <summary>Takes up an instance from its journal. Then it is queued.</summary>
    /// <param name="stored">What the store has of it.</param>
    /// <param name="force">Whether calls of this very process may have been cut off, so that it takes ownership anew.</param>
    /// <exception cref="SagaUnrunnableException">It cannot run here.</exception>
    public void Load(StoredInstance stored, bool force)
    {
        _input = Rehydration.Fold(State, Saga, stored, _results);
        _journal.LoadedFrom(stored);
        _phase = InstancePhase.Working;
        _begun = true;
        _takeOver = force || stored.Records[^1].Writer != Engine.Writer;
        _inboxIsFull = stored.Inbox.Count > 0;
        foreach (var step in State.Open)
        {
            // Whether its first attempt began cannot be known from the journal.
            _calls.Suspect(step);
            // Its due time may have been moved without a record.
            if (stored.Status.DueAt is { } due && State.Steps[step].DueAt < due.UtcTicks)
                State.SetDue(step, due.UtcTicks);
        }
    }

    private void Drain(bool interrupt)
    {
        if (_phase is InstancePhase.Beginning or InstancePhase.Working)
            _phase = InstancePhase.Draining;
        if (interrupt)
            InterruptCalls();
    }

    private void LosePartition()
    {
        if (_phase != InstancePhase.Lost)
            Lose(Departure.Unknown);
    }

    private void Lose(AppendFate fate)
    {
        if (_starting is not null)
            Lose(fate == AppendFate.Conflict ? Departure.NotStarted : Departure.Unknown);
        else if (fate == AppendFate.Conflict)
            Lose(Departure.Fenced);
        else
            Lose(Departure.Unknown);
    }

    private void Lose(Departure by)
    {
        (_phase, _lostBy) = (InstancePhase.Lost, by);
        InterruptCalls();
    }

    /// <summary>A fault in the engine, or in what it asked the store: what this process knows of the instance is void.</summary>
    private void Fail(Exception fault)
    {
        _fault = fault;
        if (!Engine.IsStopping)
            Engine.Log.InstanceFailed(Id, fault);
        if (_phase == InstancePhase.Gone)
            return;
        Lose(_starting is not null ? Departure.NotStarted : Departure.Faulted);
        Queue();
    }

    private void Leave(Departure departure, DateTimeOffset? due = null)
    {
        CloseMailbox();
        _phase = InstancePhase.Gone;
        _timer?.Dispose();
        Engine.Services.Telemetry.SagaLeaves(_span, State);
        var (starting, run) = (_starting, Interlocked.Exchange(ref _run, null));
        _starting = null;
        if (starting is not null)
            run = null; // Its start failed, and says so.
        Engine.Left(this, new(departure, due, run, _fault ?? _journal.Error, departure == Departure.Ended ? End() : default));
        starting?.Failed(departure == Departure.NotStarted && _fault is null ? AppendFate.Conflict : AppendFate.Unknown, _fault ?? _journal.Error);
    }

    /// <summary>Whoever waits for its end waits no more; it goes on.</summary>
    public void StopWaiting(Exception reason) => Interlocked.Exchange(ref _run, null)?.Fail(reason);

    /// <summary>The engine has stopped while a call that ignores its cancellation still runs: nobody waits for it.</summary>
    public void Discard(Exception reason)
    {
        CloseMailbox();
        _timer?.Dispose();
        Engine.Services.Telemetry.SagaLeaves(_span, State);
        StopWaiting(reason);
        _starting?.Failed(AppendFate.Unknown, reason);
    }

    // A permit that came too late to be looked at is not this instance's any more.
    private void CloseMailbox()
    {
        foreach (var mail in _mailbox.Close())
        {
            if (mail.Kind != InstanceMailKind.Granted)
                continue;
            mail.Call.TakesPermits();
            mail.Call.ReleasePermits();
        }
    }

    private SagaEnd End()
    {
        var step = Saga.Plan.ResultStep;
        return new(State.Status, State.Status == SagaStatus.Completed && step >= 0 ? _results[step] : null, Failures.Of(State));
    }
}
