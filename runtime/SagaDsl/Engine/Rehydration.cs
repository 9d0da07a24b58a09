using System.Text.Json;
using SagaDsl.Definition;
using SagaDsl.Journal;
using SagaDsl.Kernel;
using SagaDsl.Stores;

namespace SagaDsl.Engine;

/// <summary>Makes a state from a stored journal, or says why it cannot be had here.</summary>
internal static class Rehydration
{
    /// <summary>The state of an instance that is only read: one that has ended may name steps that are gone.</summary>
    public static SagaState ToRead(LoadedSaga saga, StoredInstance stored)
    {
        var state = new SagaState(saga.Plan, stored.Id);
        foreach (var entry in stored.Records.SelectMany(record => record.Entries))
        {
            try
            {
                Kernel.Fold.Apply(state, entry);
            }
            catch (UnknownStepException)
            {
                // History of a step that the definition has no more.
            }
        }

        return state;
    }

    /// <exception cref="SagaUnrunnableException">
    /// The journal has an entry this version does not know, the definition changed, or a value cannot be read.
    /// </exception>
    public static void Fold(SagaState state, LoadedSaga saga, StoredInstance stored)
    {
        CheckShape(saga, stored);
        foreach (var record in stored.Records)
        {
            foreach (var entry in record.Entries)
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
        }

        ReadValues(state, saga);
    }

    private static void CheckShape(LoadedSaga saga, StoredInstance stored)
    {
        var recorded = new HashSet<string>(StringComparer.Ordinal);
        var fingerprint = "";
        foreach (var record in stored.Records)
        {
            foreach (var entry in record.Entries)
            {
                if (entry is SagaStarted started)
                    fingerprint = started.Fingerprint;
                else if (entry is StepScheduled scheduled)
                    recorded.Add(scheduled.Step);
                else if (entry is StepSkipped skipped)
                    recorded.Add(skipped.Step);
                else if (entry is UnknownEntry unknown)
                    throw new SagaUnrunnableException(stored.Id,
                        $"its journal has an entry of the type '{unknown.Type}', which this version does not know. " +
                        "Run it with the version that wrote it, or a newer one.");
            }
        }

        if (SagaFingerprint.WhyNot(fingerprint, saga.Definition, recorded.Contains) is { } reason)
            throw new SagaUnrunnableException(stored.Id, reason);
    }

    private static void ReadValues(SagaState state, LoadedSaga saga)
    {
        var what = "its input";
        try
        {
            state.InputObject = saga.ReadInput(state.Input);
            for (var i = 0; i < state.Steps.Length; i++)
            {
                what = $"the recorded result of step '{state.Plan.Steps[i].Name}'";
                if (state.Steps[i].Result.IsPresent)
                    state.Steps[i].Value = saga.ReadResult(i, state.Steps[i].Result);
            }
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new SagaUnrunnableException(state.Id, $"{what} cannot be read as today's type: {e.Message}");
        }
    }
}
