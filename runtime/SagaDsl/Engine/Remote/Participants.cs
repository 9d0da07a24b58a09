using SagaDsl.Definition;
using SagaDsl.Journal;
using SagaDsl.Kernel;
using SagaDsl.Stores;

namespace SagaDsl.Engine;

/// <summary>
/// The participants of a partition: each command is an instance, a saga of one step, so that its journal is the barrier. A
/// command that was answered is answered again; an undo of one that never came bars it; an undo of one that was done is an
/// instance of its own, for what has ended is not changed.
/// </summary>
internal sealed class Participants(PartitionEngine engine)
{
    private Courier Courier => engine.Services.Courier!;

    /// <summary>A command came. When this completes, it is in the journal, or it is answered.</summary>
    public async ValueTask DoAsync(RemoteMessage command, CancellationToken cancellationToken)
    {
        using var request = engine.Request();
        var (saga, id) = Find(command);
        object? input;
        try
        {
            input = saga.ReadCommand(command.Payload);
        }
        catch (Exception e)
        {
            // One that was done before is answered, whatever its type reads today.
            if (!await AnswerAsync(command, id, cancellationToken).ConfigureAwait(false))
                Courier.Answer(command, StepPhase.Action, new(ReplyKind.Rejected, Error: Unreadable(saga, e)));
            return;
        }

        var start = new CommandStart(command.Origin, command.Deadline, command.TraceParent);
        if (!await engine.StartCommandAsync(saga, id, command.Payload, input, start, cancellationToken).ConfigureAwait(false))
            await AnswerAsync(command, id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The saga that a command belongs to has turned back. When this completes, that is in the journal or under way, or it is answered.</summary>
    public async ValueTask UndoAsync(RemoteMessage undo, CancellationToken cancellationToken)
    {
        using var request = engine.Request();
        var (saga, id) = Find(undo);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (engine.IsStopping)
                throw PartitionEngine.Stopped();
            // One that runs turns back by itself, and answers when it has ended.
            if (await engine.Residents.WakeAsync(id, new(InstanceMailKind.Remote, undo)).ConfigureAwait(false))
                return;
            if (await engine.Store.LoadAsync(id, 0, cancellationToken).ConfigureAwait(false) is not { } stored)
            {
                if (await BarAsync(saga, id, undo, cancellationToken).ConfigureAwait(false))
                    return;
            }
            else if (stored.Status.Work == WorkState.Terminal)
            {
                await UndoAsync(saga, stored, undo, cancellationToken).ConfigureAwait(false);
                return;
            }
            else if (engine.Residents.IsHere(id))
            {
                return; // It cannot run here now, or is tried later: it is asked again.
            }
        }
    }

    /// <summary>A command will never be undone: it need not be kept for that.</summary>
    public async ValueTask ReleaseAsync(RemoteMessage release, CancellationToken cancellationToken)
    {
        using var request = engine.Request();
        // It was asked for what was kept long enough.
        if (engine.Services.Options.Retention is not null)
            await Retention.ReduceAsync(engine, CommandId.Of(release.SagaName, release.Origin.Key), isReleased: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A command, or the undo of one, has ended: who waits for it is told.</summary>
    public void Ended(LoadedSaga saga, SagaState state)
    {
        if (state.Origin is not { } origin)
            return;
        var (participant, handler) = (saga.Definition.Participant!, saga.Plan.Steps[0].Name);
        if (origin.IsUndo || state.TurnedBack is { Cause: FailureCause.Undone })
            Courier.Answer(participant, handler, origin, StepPhase.Undo, CommandAnswers.ToUndo(state));
        else
            Courier.Answer(participant, handler, origin, StepPhase.Action, CommandAnswers.ToCommand(state));
    }

    /// <summary>Answers a command that is here already; false: it is not.</summary>
    private async ValueTask<bool> AnswerAsync(RemoteMessage command, string id, CancellationToken cancellationToken)
    {
        if (await engine.Store.LoadAsync(id, 0, cancellationToken).ConfigureAwait(false) is not { } stored)
            return false;
        if (stored.Tombstone is { } tombstone)
            Courier.Answer(command, StepPhase.Action, ToCommand(tombstone));
        else if (stored.Status.Work == WorkState.Terminal)
            Courier.Answer(command, StepPhase.Action, CommandAnswers.ToCommand(Rehydration.ToRead(stored, engine.Services)));
        else
            StillRunning(command, stored, StepPhase.Action);
        return true;
    }

    /// <summary>
    /// An undo of a command that never came: the journal bars it, no code of the user's runs. Where the participant's own database has a
    /// barrier, that decides: the command may have been done by another process, or be under way in one. False: it came meanwhile.
    /// </summary>
    private async ValueTask<bool> BarAsync(LoadedSaga saga, string id, RemoteMessage undo, CancellationToken cancellationToken)
    {
        var wasDone = engine.Services.Barrier is { } barrier && await barrier.BarAsync(undo.Origin.Key, cancellationToken).ConfigureAwait(false);
        JournalEntry[] known = wasDone
            ? [new StepInDoubt(saga.Plan.Steps[0].Name, InDoubtCause.TurnedBack), new CompensationStarted(FailureCause.Undone)]
            : [new CompensationStarted(FailureCause.Undone)];
        var start = new CommandStart(undo.Origin, null, undo.TraceParent, known);
        return wasDone
            ? await engine.StartCommandAsync(saga, id, undo.Payload, saga.ReadCommand(undo.Payload), start, cancellationToken).ConfigureAwait(false)
            : await engine.StartCommandAsync(saga, id, default, null, start, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask UndoAsync(LoadedSaga saga, StoredInstance stored, RemoteMessage undo, CancellationToken cancellationToken)
    {
        if (stored.Tombstone is { } tombstone)
        {
            Courier.Answer(undo, StepPhase.Undo, ToUndo(tombstone));
            return;
        }

        var state = Rehydration.ToRead(stored, engine.Services);
        if (state.Status != SagaStatus.Completed)
        {
            Courier.Answer(undo, StepPhase.Undo, CommandAnswers.ToUndo(state));
            return;
        }

        if (!saga.Plan.Steps[0].HasUndo)
        {
            Courier.Answer(undo, StepPhase.Undo, new(ReplyKind.Unknown, Error: new("Undone", $"Handler '{undo.Handler}' has no compensation.")));
            return;
        }

        JournalEntry[] known =
        [
            new StepCompleted(saga.Plan.Steps[0].Name, Math.Max(1, state.Steps[0].Attempts)) { Payload = state.Steps[0].Result },
            new CompensationStarted(FailureCause.Undone),
        ];
        var id = CommandId.OfUndo(stored.Id);
        var (input, result) = (saga.ReadCommand(state.Input), saga.ReadResult(0, state.Steps[0].Result));
        var start = new CommandStart(undo.Origin with { IsUndo = true }, null, undo.TraceParent, known, result);
        if (!await engine.StartCommandAsync(saga, id, state.Input, input, start, cancellationToken).ConfigureAwait(false)
            && await engine.Store.LoadAsync(id, 0, cancellationToken).ConfigureAwait(false) is { } earlier)
        {
            if (earlier.Tombstone is { } kept)
                Courier.Answer(undo, StepPhase.Undo, ToUndo(kept));
            else if (earlier.Status.Work == WorkState.Terminal)
                Courier.Answer(undo, StepPhase.Undo, CommandAnswers.ToUndo(Rehydration.ToRead(earlier, engine.Services)));
            else
                StillRunning(undo, earlier, StepPhase.Undo);
        }
    }

    private void StillRunning(RemoteMessage asked, StoredInstance stored, StepPhase phase)
    {
        Courier.Answer(asked, phase, new(ReplyKind.Running));
        engine.SeeThatItGoesOn(stored);
    }

    private (LoadedSaga Saga, string Id) Find(RemoteMessage message) => engine.Services.Sagas.TryGetValue(message.SagaName, out var saga)
        ? (saga, CommandId.Of(message.SagaName, message.Origin.Key))
        : throw new SagaDefinitionException(
            $"Saga '{message.Origin.Saga}', instance '{message.Origin.Instance}' asks participant '{message.Participant}' for '{message.Handler}', " +
            "which it does not handle in this version. It is asked again: deploy the version that does.");

    private static StepError Unreadable(LoadedSaga saga, Exception e) =>
        new(e.GetType().FullName!, $"The command cannot be read as {saga.Definition.InputType}: {StepError.TextOf(e)} Nothing was done.");

    // What is left of a command after its retention time.
    private static Reply ToCommand(Tombstone tombstone) => tombstone switch
    {
        { Status: SagaStatus.Completed } => new(ReplyKind.Ok, tombstone.Result),
        { Status: SagaStatus.Compensated, Failure: { } why } when why.Cause is FailureCause.Rejected or FailureCause.Undone || why.Undone.Count > 0 =>
            new(ReplyKind.Rejected, Error: new(why.ErrorType ?? why.Cause.ToString(), why.Message)),
        _ => new(ReplyKind.Unknown, Error: new("Reduced", $"It ended there long ago, {tombstone.Status}, and no more is known of it.")),
    };

    private static Reply ToUndo(Tombstone tombstone) => tombstone.Status == SagaStatus.Compensated
        ? new(ReplyKind.Ok)
        : new(ReplyKind.Unknown, Error: new("Reduced", $"It ended there long ago, {tombstone.Status}, and is not kept any more: it cannot be undone."));
}
