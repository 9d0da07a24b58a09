using SagaDsl.Kernel;
using SagaDsl.Stores;

namespace SagaDsl.Engine;

/// <summary>Reduces instances that ended long ago to a tombstone that still answers a start with their id.</summary>
internal static class Retention
{
    private const int Page = 100;

    public static async Task SweepAsync(SagaEngine engine, TimeSpan keep, CancellationToken cancellationToken)
    {
        var before = engine.Time.GetUtcNow() - keep;
        string? after = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            var page = await engine.Store.ListAsync(new() { Work = WorkState.Terminal, Reduced = false, UpdatedBefore = before, AfterId = after, Limit = Page },
                cancellationToken).ConfigureAwait(false);
            foreach (var one in page)
                await ReduceAsync(engine, one.Id, cancellationToken).ConfigureAwait(false);
            if (page.Count < Page)
                return;
            after = page[^1].Id;
        }
    }

    private static async Task ReduceAsync(SagaEngine engine, string id, CancellationToken cancellationToken)
    {
        try
        {
            if (await engine.Store.LoadAsync(id, cancellationToken).ConfigureAwait(false) is not { Tombstone: null } stored
                || engine.Saga(stored.Saga) is not { } saga)
                return;
            var state = Rehydration.ToRead(saga, stored);
            var step = saga.Definition.ResultStep;
            var tombstone = new Tombstone(state.Status, SameStart.Hashes(saga, state.Input), Failures.Of(state))
            {
                Result = state.Status == SagaStatus.Completed && step >= 0 ? state.Steps[step].Result : default,
            };
            await engine.Store.ReduceAsync(id, tombstone, cancellationToken).ConfigureAwait(false);
        }
        catch (JournalDamagedException e)
        {
            // Kept whole: somebody may want to find out why.
            engine.Log.Unrunnable(id, e.Message);
        }
    }
}
