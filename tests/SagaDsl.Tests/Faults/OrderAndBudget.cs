namespace SagaDsl.Tests.Faults;

/// <summary>In which order compensations start, and what waiting costs.</summary>
public sealed class OrderAndBudget
{
    // Fault 30
    [Theory, InlineData(1), InlineData(1024)]
    public async Task Parallel_compensations_start_in_reverse_order_of_outcomes(int concurrentCalls)
    {
        string[] outcomes = ["c", "a", "e", "b", "d"];
        var gates = outcomes.ToDictionary(o => o, _ => new Gate());
        var last = new Gate();
        var saga = new Script();
        foreach (var name in outcomes.Order())
            saga.Step(name, after: []);
        saga.Step("last");
        await using var stage = await Faulty.OpenAsync(saga, w =>
        {
            foreach (var (name, gate) in gates)
                w.On($"A{name}", Acts.Hold(gate));
            w.On("Alast", Acts.Hold(last, Acts.Reject()));
        });
        await stage.BeginAsync();
        foreach (var name in outcomes)
        {
            gates[name].Open();
            await stage.UntilAsync(() => stage.Recorded(name), $"{name} is recorded");
        }

        await stage.UntilCalledAsync("Alast");
        if (concurrentCalls == 1)
        {
            // One at a time, in the next process: the order is that of the waiting.
            stage.World.On("Alast", Acts.Reject());
            await stage.StartAsync(configure: o => o.MaxConcurrentCalls = 1);
        }

        last.Open();
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
        Assert.Equal(outcomes.Reverse(), stage.World.Calls.Where(c => c.IsUndo).Select(c => c.Step));
    }

    // Fault 33
    [Theory]
    [InlineData(0, Stores.Memory)]
    [InlineData(0, Stores.Sqlite)]
    [InlineData(1, Stores.Memory)]
    public async Task Pending_again_and_again_costs_no_record_however_short_the_delay(int milliseconds, string store)
    {
        var pending = Acts.Pend(TimeSpan.FromMilliseconds(milliseconds));
        await using var stage = await Faulty.OpenAsync(Script.Of(2), w => w
            .On("A1", [.. Enumerable.Repeat(pending, 100), Acts.Ok]).On("A2", Acts.Reject()).On("C1", [.. Enumerable.Repeat(pending, 100), Acts.Ok]),
            backing: Stores.Open(store));
        await stage.BeginAsync();
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
        Assert.Equal(1 + 101 + 101, stage.World.Calls.Count);

        // 2k and one first Pending each.
        Assert.InRange(await stage.RecordsAsync(), 4, 4 + 2);
    }
}
