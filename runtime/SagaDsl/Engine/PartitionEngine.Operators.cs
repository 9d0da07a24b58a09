using SagaDsl.Journal;
using SagaDsl.Kernel;
using SagaDsl.Stores;

namespace SagaDsl.Engine;

/// <summary>What operators ask of an instance, whether it is in memory, dormant, or cannot run here.</summary>
internal sealed partial class PartitionEngine
{
    public async ValueTask<CommandAnswer> CommandAsync(string id, OperatorCommand command, OperatorAct by, StepRef? step, Payload payload,
        CancellationToken cancellationToken)
    {
        Task<CommandAnswer> answer;
        var message = SagaMessage.OfCommand(Services.Random.NextId(), id, command, by, step?.Name, payload);
        using (_requests.Enter())
        {
            var stored = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
            if (step is { } given && given.Saga != stored.Saga)
                return new(CommandVerdict.Refused, $"The step is one of saga '{given.Saga}'; the instance is of saga '{stored.Saga}'.");
            if (stored.Status.Work == WorkState.Terminal)
                return new(CommandVerdict.Refused, $"The instance has ended: {stored.Status.Saga}.");
            if (Residents.IsSetAside(id, out var reason))
                return command == OperatorCommand.Abandon && !Residents.IsFenced(id)
                    ? await AbandonUnreadAsync(stored, message).ConfigureAwait(false)
                    : throw new SagaUnrunnableException(id, reason);
        }

        answer = Commands.Add(message.Id, id);
        try
        {
            using (_requests.Enter())
            {
                switch (await Store.SendAsync(message, cancellationToken).ConfigureAwait(false))
                {
                    case SendResult.Ended:
                        return new(CommandVerdict.Refused, "The instance has ended meanwhile.");
                    case SendResult.NoInstance:
                        throw new SagaNotFoundException(id);
                }
            }

            // Whoever gives up waiting for room has sent it all the same.
            await Residents.WakeAsync(id, new(InstanceMailKind.Inbox)).WaitAsync(cancellationToken).ConfigureAwait(false);
            if (_stopping)
                throw Gone();
            return await answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Commands.Remove(message.Id);
        }
    }

    /// <summary>A person gives up an instance that cannot run here: its own shape, as it was recorded, says what is left of it.</summary>
    private async ValueTask<CommandAnswer> AbandonUnreadAsync(StoredInstance stored, SagaMessage message)
    {
        var state = Rehydration.ToRead(stored, Services);
        var turn = new Turn().Begin(Time.GetUtcNow(), InFlight.None, Services.Random.NextFunction, readyInStore: false, TimeSpan.Zero);
        var answer = SagaKernel.Take(state, SagaEvent.MessageArrived(message, null), turn).Answer!.Value;
        var journal = new InstanceJournal(this, stored.Id, stored.Saga);
        journal.LoadedFrom(stored);
        var fate = await journal.AppendAsync(journal.Next(turn.Entries), turn.Outgoing, state.StoreStatus(turn.Now, InFlight.None), null).ConfigureAwait(false);
        if (fate != AppendFate.Appended)
            return new(CommandVerdict.Refused, "Something else happened to the instance meanwhile: look again.");
        Residents.Forget(stored.Id);
        return answer;
    }
}
