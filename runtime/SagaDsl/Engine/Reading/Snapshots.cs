using SagaDsl.Kernel;
using SagaDsl.Stores;

namespace SagaDsl.Engine;

/// <summary>Where a stored instance stands, for a person to read, whatever today's definition says.</summary>
internal static class Snapshots
{
    public static SagaSnapshot Of(StoredInstance stored, EngineServices services)
    {
        if (stored.Tombstone is { } tombstone)
            return new() { Id = stored.Id, Saga = stored.Saga, Status = tombstone.Status, Work = WorkState.Terminal, Failure = tombstone.Failure, Steps = [] };

        var state = Rehydration.ToRead(stored, services);
        return new()
        {
            Id = stored.Id,
            Saga = stored.Saga,
            Status = state.Status,
            Work = stored.Status.Work,
            DueAt = stored.Status.DueAt,
            Attention = state.Attention?.Reason,
            Suspended = state.Suspended?.Reason,
            Failure = Failures.Of(state),
            Steps = [.. state.Steps.Select((step, i) =>
                new StepSnapshot(state.Plan.Steps[i].Name, step.State, step.Undo, step.Attempts, DueOf(step, stored.Status.DueAt))
            {
                Participant = state.Plan.Steps[i].Remote?.Participant,
            })],
        };
    }

    // The store's time may have been moved since, without a record.
    private static DateTimeOffset? DueOf(StepProgress step, DateTimeOffset? moved)
    {
        if (!step.IsOpen || step.DueAt is 0 or StepProgress.Halted)
            return null;
        var due = new DateTimeOffset(step.DueAt, TimeSpan.Zero);
        return moved > due ? moved : due;
    }
}
