using Shop.Faults;
using Shop.Services;

namespace Shop.Tests.Services;

public sealed class FaultTests
{
    private static readonly string[] Keys = [.. Enumerable.Range(0, 2000).Select(i => $"saga/order/order-{i}/Charge")];

    [Fact]
    public void The_same_seed_gives_the_same_fates_in_whatever_order_the_keys_come()
    {
        var (one, two) = (new FaultPlan(0.3, seed: 7), new FaultPlan(0.3, seed: 7));
        var forward = Keys.ToDictionary(key => key, key => (one.Next(key), one.Next(key), one.Next(key)));
        var backward = Keys.Reverse().ToDictionary(key => key, key => (two.Next(key), two.Next(key), two.Next(key)));

        Assert.Equal(forward, backward);
        Assert.Contains(forward.Values, fates => fates.Item1 != fates.Item2);
    }

    [Fact]
    public void Another_seed_gives_other_fates()
    {
        var (one, two) = (new FaultPlan(0.3, seed: 7), new FaultPlan(0.3, seed: 8));

        Assert.NotEqual(Keys.Select(one.Next), Keys.Select(two.Next));
    }

    [Fact]
    public void Faults_are_as_frequent_as_asked_and_of_every_kind()
    {
        var plan = new FaultPlan(0.3, seed: 7);
        var fates = Keys.Select(plan.Next).GroupBy(fault => fault).ToDictionary(group => group.Key, group => group.Count());

        Assert.InRange(fates[Fault.None], 1300, 1500);
        Assert.All([Fault.Unreachable, Fault.ReplyLost, Fault.TooSlow], fault => Assert.InRange(fates[fault], 150, 250));
        Assert.All(Keys, key => Assert.Equal(Fault.None, new FaultPlan(0, seed: 7).Next(key)));
    }

    [Theory]
    [InlineData(Fault.Unreachable, false)]
    [InlineData(Fault.ReplyLost, true)]
    public async Task A_lost_connection_does_not_tell_whether_the_call_had_its_effect(Fault fault, bool happens)
    {
        var called = false;
        var link = new FlakyLink(new FaultPlan(1, seed: 0), TimeSpan.Zero, TimeProvider.System);

        await Assert.ThrowsAsync<ConnectionLostException>(() => link.CallAsync(KeyFor(fault), () => Task.FromResult(called = true), default));

        Assert.Equal(happens, called);
    }

    [Fact]
    public async Task A_lost_reply_may_have_been_a_refusal()
    {
        var link = new FlakyLink(new FaultPlan(1, seed: 0), TimeSpan.Zero, TimeProvider.System);

        await Assert.ThrowsAsync<ConnectionLostException>(() =>
            link.CallAsync(KeyFor(Fault.ReplyLost), () => Task.FromException<int>(new OutOfStockException("none left")), default));
    }

    [Fact]
    public async Task A_slow_answer_has_its_effect_and_ends_with_the_callers_patience()
    {
        var called = false;
        using var patience = new CancellationTokenSource();
        var link = new FlakyLink(new FaultPlan(1, seed: 0), Timeout.InfiniteTimeSpan, TimeProvider.System);

        var call = link.CallAsync(KeyFor(Fault.TooSlow), () => Task.FromResult(called = true), patience.Token);
        Assert.True(called);
        Assert.False(call.IsCompleted);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private static string KeyFor(Fault fault) => Keys.First(key => new FaultPlan(1, seed: 0).Next(key) == fault);
}
