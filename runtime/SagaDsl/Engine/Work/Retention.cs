using SagaDsl.Kernel;
using SagaDsl.Stores;

namespace SagaDsl.Engine;

/// <summary>Reduces instances that ended long ago to a tombstone that still answers a start with their id.</summary>
internal static class Retention
{
    private const int Page = 100;

    public static async Task SweepAsync(PartitionEngine engine, TimeSpan keep, CancellationToken cancellationToken)
    {
        var before = engine.Time.GetUtcNow().Before(keep);
        string? after = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            var page = await engine.Store.ListAsync(new() { Work = WorkState.Terminal, Reduced = false, UpdatedBefore = before, AfterId = after, Limit = Page },
                cancellationToken).ConfigureAwait(false);
            foreach (var one in page)
                await ReduceAsync(engine, one.Id, isReleased: false, cancellationToken).ConfigureAwait(false);
            if (page.Count < Page)
                return;
            after = page[^1].Id;
        }
    }

    /// <summary>Reduces an instance that has ended. A command that was done may still be undone: first its saga is asked, and the answer releases it.</summary>
    public static async Task ReduceAsync(PartitionEngine engine, string id, bool isReleased, CancellationToken cancellationToken)
    {
        try
        {
            if (await engine.Store.LoadAsync(id, 0, cancellationToken).ConfigureAwait(false) is not { Tombstone: null } stored)
                return;
            var state = Rehydration.ToRead(stored, engine.Services);
            if (stored.Status.Work != WorkState.Terminal)
                return;
            var saga = engine.Services.Sagas.GetValueOrDefault(stored.Saga);
            if (!isReleased && state is { Origin: { IsUndo: false } origin, Status: SagaStatus.Completed } && saga?.Plan.Steps[0].HasUndo == true)
            {
                engine.Services.Courier?.AskWhetherReleased(saga.Definition.Participant!, saga.Plan.Steps[0].Name, origin);
                return;
            }

            var tombstone = new Tombstone(state.Status, SameStart.Hashes(saga, state.Input), Failures.Of(state)) { Result = Ends.ResultOf(state) };
            await engine.Store.ReduceAsync(id, tombstone, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (OperationCanceledException or StoreUnavailableException))
        {
            // Kept whole: somebody may want to find out why. Those behind it are not kept waiting.
            engine.Log.NotReduced(id, e);
        }
    }
}
