using SagaDsl.Kernel;
using SagaDsl.Stores;

namespace SagaDsl.Engine;

/// <summary>Where a stored instance stands, for a person to read.</summary>
internal static class Snapshots
{
    public static SagaSnapshot Of(StoredInstance stored, LoadedSaga? saga)
    {
        if (stored.Tombstone is { } tombstone)
            return new() { Id = stored.Id, Saga = stored.Saga, Status = tombstone.Status, Work = WorkState.Terminal, Failure = tombstone.Failure, Steps = [] };
        if (saga is null)
            throw new SagaUnrunnableException(stored.Id, $"there is no saga named '{stored.Saga}' in this process. Its history can be read.");

        var state = Rehydration.ToRead(saga, stored);
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
            Steps = [.. state.Steps.Select((slot, i) => new StepSnapshot(state.Plan.Steps[i].Name, slot.State, slot.Undo, slot.Attempts, DueOf(slot)))],
        };
    }

    private static DateTimeOffset? DueOf(StepSlot slot) =>
        slot.IsOpen && slot.DueAt is not (0 or StepSlot.Halted) ? new DateTimeOffset(slot.DueAt, TimeSpan.Zero) : null;
}

/// <summary>How a stored instance ended.</summary>
internal static class Ends
{
    public static SagaEnd Of(StoredInstance stored, LoadedSaga? saga)
    {
        if (saga is null)
            throw new SagaUnrunnableException(stored.Id, $"there is no saga named '{stored.Saga}' in this process.");
        var step = saga.Definition.ResultStep;
        if (stored.Tombstone is { } tombstone)
            return new(tombstone.Status, step >= 0 ? saga.ReadResult(step, tombstone.Result) : null, tombstone.Failure);

        var state = Rehydration.ToRead(saga, stored);
        return new(state.Status, state.Status == SagaStatus.Completed && step >= 0 ? saga.ReadResult(step, state.Steps[step].Result) : null,
            Failures.Of(state));
    }
}
