using SagaDsl.Journal;
using SagaDsl.Kernel;
using SagaDsl.Stores;

namespace SagaDsl.Engine;

/// <summary>How a stored instance ended: what its journal says, not what today's definition makes of it.</summary>
internal static class Ends
{
    /// <exception cref="SagaUnrunnableException">Its result cannot be read as today's type, or its saga is not in this process.</exception>
    public static SagaEnd Of(StoredInstance stored, EngineServices services)
    {
        if (stored.Tombstone is { } tombstone)
            return new(tombstone.Status, Read(stored, tombstone.Result, services), tombstone.Failure);
        var state = Rehydration.ToRead(stored, services);
        return new(state.Status, Read(stored, ResultOf(state), services), Failures.Of(state));
    }

    /// <summary>The recorded result of a completed saga.</summary>
    public static Payload ResultOf(SagaState state) =>
        state.Status == SagaStatus.Completed && state.ResultStep is { } name && state.Plan.IndexOf(name) is >= 0 and var step
            ? state.Steps[step].Result
            : default;

    private static object? Read(StoredInstance stored, Payload result, EngineServices services)
    {
        if (!result.IsPresent)
            return null;
        if (!services.Sagas.TryGetValue(stored.Saga, out var saga))
            throw new SagaUnrunnableException(stored.Id, $"there is no saga named '{stored.Saga}' in this process, to read its result.");
        try
        {
            return saga.ReadSagaResult(result);
        }
        catch (Exception e)
        {
            throw new SagaUnrunnableException(stored.Id,
                $"it has ended, and its result cannot be read as today's {saga.Definition.ResultType}: {StepError.TextOf(e)}");
        }
    }
}
