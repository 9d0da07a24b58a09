using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SagaDsl;
using SagaDsl.Journal;
using SagaDsl.Stores;
using Shop.Checkout;
using Shop.Services;

namespace Shop.Report;

/// <summary>Reads the journals of a shop whose processes have ended. They tell everything: who was asked for what, and what became of it.</summary>
internal sealed class Journals : IAsyncDisposable
{
    private readonly List<(string Process, LiteDbSagaStore Store)> _stores = [];

    private Journals()
    {
    }

    /// <summary>Opens all journals of a folder.</summary>
    public static async Task<Journals> OpenAsync(ShopFolder folder)
    {
        var journals = new Journals();
        foreach (var (process, file) in folder.Journals)
        {
            var store = new LiteDbSagaStore(file);
            await store.OpenAsync(new("report", TimeProvider.System, NullLogger.Instance), default);
            journals._stores.Add((process, store));
        }

        return journals;
    }

    /// <summary>How the orders ended, by their numbers, and why those that did not complete did not.</summary>
    public async Task<IReadOnlyDictionary<int, OrderEnd>> EndsAsync()
    {
        var ends = new Dictionary<int, OrderEnd>();
        foreach (var (_, store) in _stores)
        {
            await foreach (var order in ListAsync(store, "order"))
            {
                var why = order.Status.Saga == SagaStatus.Completed ? null : await TurnedBackAsync(store, order.Id);
                ends.Add(int.Parse(order.Id.AsSpan("order-".Length), CultureInfo.InvariantCulture), new(order.Status.Saga, why));
            }
        }

        return ends;
    }

    /// <summary>All that was recorded of one order, by any process, in the order of time.</summary>
    public async Task<IReadOnlyList<(string Process, string Instance, JournalRecord Record)>> OfAsync(string order)
    {
        var records = new List<(string, string, JournalRecord)>();
        foreach (var (process, store) in _stores)
        {
            await foreach (var instance in ListAsync(store))
            {
                var stored = await store.LoadAsync(instance.Id, 0, default);
                // A command's journal says whose step it is.
                if (instance.Id == order || stored!.Records[0].Entries.OfType<SagaStarted>().First().Origin?.Instance == order)
                    records.AddRange(stored!.Records.Select(record => (process, instance.Id, record)));
            }
        }

        return [.. records.OrderBy(found => found.Item3.Time)];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var (_, store) in _stores)
            await store.DisposeAsync();
    }

    private static async Task<SagaFailure?> TurnedBackAsync(LiteDbSagaStore store, string id)
    {
        var stored = await store.LoadAsync(id, 0, default);
        return stored!.Records.SelectMany(record => record.Entries).OfType<CompensationStarted>()
            .Select(e => new SagaFailure(e.Cause, e.Step, e.Attempts, e.Error?.Type, e.Error?.Message ?? "", e.By?.Actor, [], [])).FirstOrDefault();
    }

    private static async IAsyncEnumerable<InstanceSummary> ListAsync(LiteDbSagaStore store, string? saga = null)
    {
        for (string? after = null; ;)
        {
            var page = await store.ListAsync(new() { Saga = saga, AfterId = after, Limit = 500 }, default);
            foreach (var instance in page)
                yield return instance;
            if (page.Count == 0)
                yield break;
            after = page[^1].Id;
        }
    }
}
