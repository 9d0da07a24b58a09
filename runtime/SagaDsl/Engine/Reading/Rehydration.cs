using SagaDsl.Definition;
using SagaDsl.Journal;
using SagaDsl.Kernel;
using SagaDsl.Stores;

namespace SagaDsl.Engine;

/// <summary>Makes a state from a stored journal, or says why it cannot be had here.</summary>
internal static class Rehydration
{
    /// <summary>The state of an instance that is only read: under its own recorded shape, so that it can be read whatever today's definition says.</summary>
    public static SagaState ToRead(StoredInstance stored, EngineServices services)
    {
        var fingerprint = stored.Records.Select(record => record.Entries[0]).OfType<SagaStarted>().FirstOrDefault()?.Fingerprint ?? "";
        var plan = services.Sagas.TryGetValue(stored.Saga, out var saga) && saga.Plan.Fingerprint == fingerprint
            ? saga.Plan
            : SagaPlan.Read(stored.Saga, fingerprint, Entries(stored).OfType<StepEntry>().Select(entry => entry.Step), services.Options.Plan);
        var state = new SagaState(plan, stored.Id);
        foreach (var entry in Entries(stored))
            Kernel.Fold.Apply(state, entry);
        return state;
    }

    /// <summary>The state of an instance that goes on here. The results of its steps are read into a table.</summary>
    /// <returns>Its input.</returns>
    /// <exception cref="SagaUnrunnableException">
    /// The journal has an entry this version does not know, the definition changed, or a value cannot be read.
    /// </exception>
    public static object? Fold(SagaState state, LoadedSaga saga, StoredInstance stored, object?[] results)
    {
        CheckShape(saga, stored);
        foreach (var entry in Entries(stored))
        {
            try
            {
                Kernel.Fold.Apply(state, entry);
            }
            catch (UnknownStepException e)
            {
                throw new SagaUnrunnableException(stored.Id, e.Message);
            }
        }

        for (var i = 0; i < results.Length; i++)
        {
            var step = i;
            if (state.Steps[i].Result.IsPresent)
                results[i] = Read(state.Id, $"the recorded result of step '{state.Plan.Steps[i].Name}'", () => saga.ReadResult(step, state.Steps[step].Result));
        }

        return Read(state.Id, "its input", () => saga.ReadInput(state.Input));
    }

    private static IEnumerable<JournalEntry> Entries(StoredInstance stored) => stored.Records.SelectMany(record => record.Entries);

    private static void CheckShape(LoadedSaga saga, StoredInstance stored)
    {
        var recorded = new HashSet<string>(StringComparer.Ordinal);
        var fingerprint = "";
        foreach (var entry in Entries(stored))
        {
            if (entry is SagaStarted started)
                fingerprint = started.Fingerprint;
            else if (entry is StepEntry step)
                recorded.Add(step.Step);
            else if (entry is UnknownEntry unknown)
                throw new SagaUnrunnableException(stored.Id,
                    $"its journal has an entry of the type '{unknown.Type}', which this version does not know. " +
                    "Run it with the version that wrote it, or a newer one.");
        }

        if (SagaFingerprint.WhyNot(fingerprint, saga.Definition, recorded.Contains) is { } reason)
            throw new SagaUnrunnableException(stored.Id, reason);
    }

    // Whatever a user's type says when it is read.
    private static object? Read(string instance, string what, Func<object?> read)
    {
        try
        {
            return read();
        }
        catch (Exception e)
        {
            throw new SagaUnrunnableException(instance, $"{what} cannot be read as today's type: {StepError.TextOf(e)}");
        }
    }
}
