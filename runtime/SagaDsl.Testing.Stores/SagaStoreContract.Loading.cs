using SagaDsl.Journal;
using static SagaDsl.Testing.Stores.JournalWriter;

namespace SagaDsl.Testing.Stores;

/// <summary>An instance is loaded from a position on.</summary>
public abstract partial class SagaStoreContract
{
    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 4)]
    [InlineData(3, 2)]
    [InlineData(4, 1)]
    [InlineData(5, 0)]
    [InlineData(6, 0)]
    [InlineData(1 << 24, 0)]
    [InlineData(int.MaxValue, 0)]
    public async Task Records_are_loaded_from_a_position_on(int from, int count)
    {
        var journal = new JournalWriter("order-1");
        var neighbour = new JournalWriter("order-2");
        for (var n = 0; n < 5; n++)
        {
            await journal.AppendAsync(Store, n < 4 ? Ready : Due(Noon), null, n == 0 ? [] : [new StepCompleted("A", n) { Payload = PayloadOf($"\"{n}\"") }]);
            await neighbour.AppendAsync(Store);
        }

        await Store.SendAsync(Message("m", "order-1"), default);
        await ReopenIfDurableAsync();
        var stored = await Store.LoadAsync("order-1", from, default);
        Assert.NotNull(stored);
        Assert.Equal(("order-1", "checkout", Due(Noon)), (stored.Id, stored.Saga, stored.Status));
        Assert.Equal("m", Assert.Single(stored.Inbox).Id);
        Assert.Equal(count, stored.Records.Count);
        var expected = (await LoadAsync("order-1")).Records.Skip(from).ToList();
        Assert.Equal(expected.Select(r => (r.Position, r.Hash, r.Previous)), stored.Records.Select(r => (r.Position, r.Hash, r.Previous)));
        Assert.Equal(expected.SelectMany(r => r.Entries).Select(EntryText.Of), stored.Records.SelectMany(r => r.Entries).Select(EntryText.Of));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    public async Task Of_a_reduced_instance_the_tombstone_is_loaded_from_wherever(int from)
    {
        var journal = new JournalWriter("order-1");
        await journal.AppendAsync(Store);
        await journal.AppendAsync(Store, Ended);
        await Store.ReduceAsync("order-1", new(SagaStatus.Completed, ["aa"], null), default);
        await ReopenIfDurableAsync();
        var stored = await Store.LoadAsync("order-1", from, default);
        Assert.Empty(stored!.Records);
        Assert.Equal(["aa"], stored.Tombstone!.InputHashes);
    }

    [Fact]
    public async Task A_position_before_the_first_is_refused()
    {
        await new JournalWriter("order-1").AppendAsync(Store);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.LoadAsync("order-1", -1, default));
        Assert.Null(await Store.LoadAsync("nobody", 3, default));
    }
}
