using SagaDsl.Stores;
using static SagaDsl.Testing.Stores.JournalWriter;

namespace SagaDsl.Testing.Stores;

public abstract partial class SagaStoreContract
{
    [Fact]
    public async Task Pages_cover_everything_once_in_order()
    {
        var ids = Enumerable.Range(0, 57).Select(i => $"order-{i * 7919 % 100:00}").ToArray();
        foreach (var id in ids)
            await new JournalWriter(id).AppendAsync(Store);
        await ReopenIfDurableAsync();

        List<string> seen = [];
        for (string? after = null; ;)
        {
            var page = await Store.ListAsync(new() { AfterId = after, Limit = 10 }, default);
            Assert.True(page.Count <= 10);
            if (page.Count == 0)
                break;
            seen.AddRange(page.Select(i => i.Id));
            after = page[^1].Id;
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task A_line_tells_how_much_and_when()
    {
        var journal = new JournalWriter("order-1", "billing");
        await journal.AppendAsync(Store);
        await journal.AppendAsync(Store);
        await journal.AppendAsync(Store, Due(Noon.AddDays(1)));
        await ReopenIfDurableAsync();
        var line = Assert.Single(await Store.ListAsync(new(), default));
        Assert.Equal(new InstanceSummary("order-1", "billing", Due(Noon.AddDays(1)), 3, Noon, Noon.AddSeconds(2)), line);
    }

    [Fact]
    public async Task Filters_combine()
    {
        await Put("a", "billing", Ready, Noon);
        await Put("b", "billing", Ready with { Attention = true }, Noon.AddHours(1));
        await Put("c", "checkout", Ready, Noon);
        await Put("d", "checkout", Ended, Noon);
        await Put("e", "checkout", new(WorkState.Terminal, SagaStatus.Compensated), Noon.AddHours(2));
        await Put("f", "checkout", Due(Noon.AddDays(1)), Noon);
        await Put("g", "checkout", new(WorkState.Suspended, SagaStatus.Compensating, Attention: true), Noon);
        await Store.ReduceAsync("d", new(SagaStatus.Completed, ["00"], null), default);
        await ReopenIfDurableAsync();

        await Lists("abcdefg", new());
        await Lists("ab", new() { Saga = "billing" });
        await Lists("", new() { Saga = "nothing" });
        await Lists("abc", new() { Work = WorkState.Ready });
        await Lists("de", new() { Work = WorkState.Terminal });
        await Lists("f", new() { Work = WorkState.Due });
        await Lists("g", new() { Status = SagaStatus.Compensating });
        await Lists("bg", new() { Attention = true });
        await Lists("acdef", new() { Attention = false });
        await Lists("acdfg", new() { UpdatedBefore = Noon.AddMinutes(1) });
        await Lists("", new() { UpdatedBefore = Noon });
        await Lists("d", new() { Reduced = true });
        await Lists("abcefg", new() { Reduced = false });
        await Lists("e", new() { Work = WorkState.Terminal, Reduced = false, UpdatedBefore = Noon.AddDays(1), AfterId = "a" });
        await Lists("b", new() { Saga = "billing", Work = WorkState.Ready, Attention = true });
        await Lists("bc", new() { Work = WorkState.Ready, AfterId = "a" });
        await Lists("b", new() { Work = WorkState.Ready, AfterId = "a", Limit = 1 });
        await Lists("", new() { Limit = 0 });

        async Task Put(string id, string saga, InstanceStatus status, DateTimeOffset at) =>
            Assert.Equal(AppendFate.Appended, await new JournalWriter(id, saga) { Now = at }.AppendAsync(Store, status));

        async Task Lists(string expected, InstanceQuery query) =>
            Assert.Equal(expected, string.Concat((await Store.ListAsync(query, default)).Select(i => i.Id)));
    }
}
