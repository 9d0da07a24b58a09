using SagaDsl.Journal;
using SagaDsl.Json;
using SagaDsl.Stores;

namespace SagaDsl.Engine;

/// <summary>Whether a start with an id that is taken is the same start again.</summary>
internal static class SameStart
{
    /// <exception cref="SagaIdConflictException">It is another.</exception>
    public static void Check(LoadedSaga saga, StoredInstance stored, Payload input)
    {
        if (stored.Saga != saga.Plan.Name)
            throw new SagaIdConflictException(
                $"The id '{stored.Id}' is taken by an instance of saga '{stored.Saga}'. Ids are unique in the store over all sagas.");
        if (stored.Tombstone is { } tombstone ? !Matches(tombstone, input) : !Matches(saga, stored, input))
            throw new SagaIdConflictException(
                $"The id '{stored.Id}' is taken by an instance of saga '{stored.Saga}' that was started with another input. Nothing was started.");
    }

    /// <summary>The hashes a tombstone keeps of an input: as it was stored, and as today's serializer writes it.</summary>
    public static IReadOnlyList<string> Hashes(LoadedSaga? saga, Payload stored)
    {
        if (!stored.IsPresent)
            return [];
        var asStored = CanonicalJson.Hash(stored);
        return Rewritten(saga, stored) is { } rewritten && CanonicalJson.Hash(rewritten) is var today && today != asStored ? [asStored, today] : [asStored];
    }

    private static bool Matches(Tombstone tombstone, Payload input) =>
        input.IsPresent ? tombstone.InputHashes.Contains(CanonicalJson.Hash(input)) : tombstone.InputHashes.Count == 0;

    private static bool Matches(LoadedSaga saga, StoredInstance stored, Payload input)
    {
        var then = ((SagaStarted)stored.Records[0].Entries[0]).Payload;
        if (!then.IsPresent || !input.IsPresent)
            return then.IsPresent == input.IsPresent;
        if (CanonicalJson.Equal(then, input))
            return true;
        // A property with a default that was added since is no other input.
        return Rewritten(saga, then) is { } today && CanonicalJson.Equal(today, input);
    }

    private static Payload? Rewritten(LoadedSaga? saga, Payload stored)
    {
        try
        {
            return saga?.WriteInput(saga.ReadInput(stored));
        }
        catch (Exception)
        {
            // What cannot be read today, whatever its type says to that, is compared as it was stored.
            return null;
        }
    }
}
