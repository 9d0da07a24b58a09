using SagaDsl.Stores;
using static SagaDsl.Testing.Stores.JournalWriter;

namespace SagaDsl.Testing.Stores;

public abstract partial class SagaStoreContract
{
    public static TheoryData<WorkState, SagaStatus, bool, bool> Statuses => new()
    {
        { WorkState.Ready, SagaStatus.Running, false, false },
        { WorkState.Ready, SagaStatus.Compensating, false, true },
        { WorkState.Due, SagaStatus.Running, true, false },
        { WorkState.Due, SagaStatus.Compensating, true, true },
        { WorkState.Waiting, SagaStatus.Running, false, false },
        { WorkState.Waiting, SagaStatus.Running, true, true },
        { WorkState.Suspended, SagaStatus.Compensating, false, true },
        { WorkState.Terminal, SagaStatus.Completed, false, false },
        { WorkState.Terminal, SagaStatus.Compensated, false, false },
        { WorkState.Terminal, SagaStatus.Abandoned, false, true },
    };

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task A_status_is_written_with_its_record(WorkState work, SagaStatus saga, bool due, bool attention)
    {
        var status = new InstanceStatus(work, saga, due ? Noon.AddHours(5).AddTicks(3) : null, attention);
        await new JournalWriter("first").AppendAsync(Store, status);
        var later = new JournalWriter("later");
        await later.AppendAsync(Store, Due(Noon));
        await later.AppendAsync(Store, status);
        await ReopenIfDurableAsync();
        Assert.Equal(status, (await LoadAsync("first")).Status);
        Assert.Equal(status, (await LoadAsync("later")).Status);
        Assert.Equal([status, status], (await Store.ListAsync(new() { Work = work, Status = saga, Attention = attention }, default)).Select(i => i.Status));
    }

    [Fact]
    public async Task Due_instances_come_earliest_first()
    {
        foreach (var hours in new[] { 3, 1, 2, 9 })
            await new JournalWriter("in-" + hours).AppendAsync(Store, Due(Noon.AddHours(hours)));
        await new JournalWriter("ready").AppendAsync(Store);
        await ReopenIfDurableAsync();

        var due = await Store.DueAsync(Noon.AddHours(3), 10, default);
        Assert.Equal(["in-1", "in-2", "in-3"], due.Instances);
        Assert.Equal(Noon.AddHours(9), due.NextDueAt);

        due = await Store.DueAsync(Noon.AddHours(3), 2, default);
        Assert.Equal(["in-1", "in-2"], due.Instances);
        Assert.Equal(Noon.AddHours(9), due.NextDueAt);

        due = await Store.DueAsync(Noon, 10, default);
        Assert.Empty(due.Instances);
        Assert.Equal(Noon.AddHours(1), due.NextDueAt);

        due = await Store.DueAsync(DateTimeOffset.MaxValue, 10, default);
        Assert.Equal(4, due.Instances.Count);
        Assert.Null(due.NextDueAt);
    }

    [Fact]
    public async Task Who_waits_until_a_time_comes_among_those_that_are_due()
    {
        var until = new InstanceStatus(WorkState.Waiting, SagaStatus.Running, Noon.AddHours(2));
        await new JournalWriter("due-1").AppendAsync(Store, Due(Noon.AddHours(1)));
        var waiting = new JournalWriter("waits-until-2");
        await waiting.AppendAsync(Store, until);
        await new JournalWriter("due-3").AppendAsync(Store, Due(Noon.AddHours(3)));
        await new JournalWriter("waits").AppendAsync(Store, new(WorkState.Waiting, SagaStatus.Running));
        await ReopenIfDurableAsync();

        var due = await Store.DueAsync(Noon.AddHours(1), 10, default);
        Assert.Equal(["due-1"], due.Instances);
        Assert.Equal(Noon.AddHours(2), due.NextDueAt);
        Assert.Equal(["due-1", "waits-until-2", "due-3"], (await Store.DueAsync(Noon.AddHours(3), 10, default)).Instances);
        Assert.Equal(["waits", "waits-until-2"], (await Store.ListAsync(new() { Work = WorkState.Waiting }, default)).Select(line => line.Id));

        await Store.MoveDueAsync("waits-until-2", Noon.AddHours(4), default);
        await Store.MoveDueAsync("waits", Noon, default);
        await ReopenIfDurableAsync();
        Assert.Equal(until with { DueAt = Noon.AddHours(4) }, (await LoadAsync("waits-until-2")).Status);
        Assert.Equal(Noon.AddHours(4), (await Store.DueAsync(Noon.AddHours(3), 10, default)).NextDueAt);
        Assert.Equal(["due-1", "due-3"], (await Store.DueAsync(Noon.AddHours(3), 10, default)).Instances);

        // The record that takes in what was waited for says again; the status before the move does not count.
        Assert.Equal(AppendFate.Appended, await waiting.AppendAsync(Store, until));
        Assert.Equal(["due-1", "waits-until-2"], (await Store.DueAsync(Noon.AddHours(2), 10, default)).Instances);
        Assert.Equal(AppendFate.Appended, await waiting.AppendAsync(Store, new(WorkState.Waiting, SagaStatus.Running)));
        Assert.Equal(["due-1", "due-3"], (await Store.DueAsync(Noon.AddHours(9), 10, default)).Instances);
    }

    [Fact]
    public async Task Due_at_the_same_time_are_all_there()
    {
        for (var i = 0; i < 5; i++)
            await new JournalWriter("same-" + i).AppendAsync(Store, Due(Noon));
        Assert.Equal(5, (await Store.DueAsync(Noon, 10, default)).Instances.Distinct().Count());
        Assert.Equal(3, (await Store.DueAsync(Noon, 3, default)).Instances.Distinct().Count());
    }

    [Fact]
    public async Task Who_is_no_longer_due_is_not_found_due()
    {
        InstanceStatus[] next = [Ready, new(WorkState.Suspended, SagaStatus.Running), new(WorkState.Waiting, SagaStatus.Running), Ended, Due(Noon.AddDays(1))];
        foreach (var (status, i) in next.Select((status, i) => (status, i)))
        {
            var journal = new JournalWriter("i" + i);
            await journal.AppendAsync(Store, Due(Noon));
            await journal.AppendAsync(Store, status);
        }

        var due = await Store.DueAsync(Noon.AddHours(1), 10, default);
        Assert.Empty(due.Instances);
        Assert.Equal(Noon.AddDays(1), due.NextDueAt);
    }

    [Fact]
    public async Task A_due_time_moves_without_a_record()
    {
        var journal = new JournalWriter("order-1");
        await journal.AppendAsync(Store, Due(Noon));
        await Store.MoveDueAsync("order-1", Noon.AddHours(2), default);
        Assert.Empty((await Store.DueAsync(Noon.AddHours(1), 10, default)).Instances);
        Assert.Equal(["order-1"], (await Store.DueAsync(Noon.AddHours(2), 10, default)).Instances);
        await ReopenIfDurableAsync();
        Assert.Equal(Due(Noon.AddHours(2)), (await LoadAsync("order-1")).Status);
        Assert.Single((await LoadAsync("order-1")).Records);

        // The next record says again when it is due, and that holds, also where it is the time from before the move.
        Assert.Equal(AppendFate.Appended, await journal.AppendAsync(Store, Due(Noon)));
        Assert.Equal(["order-1"], (await Store.DueAsync(Noon, 10, default)).Instances);
        await Store.MoveDueAsync("order-1", Noon.AddHours(3), default);
        Assert.Equal(AppendFate.Appended, await journal.AppendAsync(Store, Due(Noon)));
        Assert.Equal(Due(Noon), (await LoadAsync("order-1")).Status);
    }

    [Fact]
    public async Task Only_who_has_a_due_time_has_one_to_move()
    {
        await new JournalWriter("order-1").AppendAsync(Store);
        await Store.MoveDueAsync("order-1", Noon, default);
        await Store.MoveDueAsync("nobody", Noon, default);
        Assert.Equal(Ready, (await LoadAsync("order-1")).Status);
        Assert.Equal(new DueWork([], null).NextDueAt, (await Store.DueAsync(Noon, 10, default)).NextDueAt);
    }
}
