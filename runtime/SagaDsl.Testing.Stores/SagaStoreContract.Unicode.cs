using SagaDsl.Journal;
using SagaDsl.Stores;

namespace SagaDsl.Testing.Stores;

/// <summary>Half a surrogate pair is no Unicode: no store keeps it, and all refuse it alike.</summary>
public abstract partial class SagaStoreContract
{
    // Not the text itself: an attribute cannot hold it.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Half_a_surrogate_pair_is_refused_wherever_it_stands(int which)
    {
        string[] texts = ["a\ud800", "\udc00b", "a\ud83d \ude9a"];
        var bad = texts[which];
        var journal = new JournalWriter("order-1");
        await journal.AppendAsync(Store);
        var good = Message("m", "order-1");
        foreach (var message in new[] { good with { Id = bad }, good with { Instance = bad }, good with { By = new(bad, "why") },
            good with { By = new("ann", bad) }, good with { Step = bad }, good with { Name = bad }, good with { From = bad } })
        {
            await RefusedAsync(async () => await Store.SendAsync(message, default));
            await RefusedAsync(() => journal.SendAsync(Store, Message("good", "order-1"), message));
        }

        await RefusedAsync(() => new JournalWriter(bad).AppendAsync(Store));
        await RefusedAsync(() => new JournalWriter("order-2", saga: bad).AppendAsync(Store));
        await RefusedAsync(async () => await Store.LoadAsync(bad, 0, default));
        await RefusedAsync(async () => await Store.InboxAsync(bad, default));
        await RefusedAsync(async () => await Store.ListAsync(new() { AfterId = bad }, default));
        await RefusedAsync(async () => await Store.ListAsync(new() { Saga = bad }, default));
        await RefusedAsync(async () => await Store.MoveDueAsync(bad, JournalWriter.Noon, default));
        await RefusedAsync(async () => await Store.ReduceAsync(bad, new(SagaStatus.Completed, [], null), default));

        // Nothing of it is there, and the store goes on.
        Assert.Equal(["order-1"], (await Store.ListAsync(new(), default)).Select(i => i.Id));
        Assert.Empty(await Store.InboxAsync("order-1", default));
        Assert.Equal(AppendFate.Appended, await journal.AppendAsync(Store));
    }

    [Fact]
    public async Task Half_a_surrogate_pair_inside_an_entry_does_not_stop_the_journal()
    {
        var journal = new JournalWriter("order-1");
        await journal.AppendAsync(Store);
        Assert.Equal(AppendFate.Appended, await journal.AppendAsync(Store, entries: [new AttentionRaised("an exception said \ud800")]));
        await ReopenIfDurableAsync();
        Assert.Equal(2, (await LoadAsync("order-1")).Records.Count);
    }

    [Fact]
    public async Task A_whole_surrogate_pair_is_kept()
    {
        await new JournalWriter("🚚").AppendAsync(Store);
        await Store.SendAsync(Message("🚚", "🚚") with { By = new("🚚", "a🚚"), Step = "🚚b" }, default);
        await ReopenIfDurableAsync();
        Assert.Equal(SagaMessage.OfCommand("🚚", "🚚", OperatorCommand.Cancel, new("🚚", "a🚚"), "🚚b"), Assert.Single((await LoadAsync("🚚")).Inbox));
    }

    private static async Task RefusedAsync(Func<Task> call) =>
        Assert.Contains("half a surrogate pair", (await Assert.ThrowsAsync<ArgumentException>(call)).Message);
}
