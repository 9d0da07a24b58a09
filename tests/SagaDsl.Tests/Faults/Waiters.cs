namespace SagaDsl.Tests.Faults;

/// <summary>Who waits, and what he waits through.</summary>
public sealed class Waiters
{
    // Fault 6
    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_read_error_of_one_waiter_is_his_alone(string store)
    {
        var backing = new HookedBacking(Stores.Open(store));
        await using var stage = await Faulty.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok), backing: backing);
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
        await stage.SettleAsync();
        var client = stage.Node.Client;
        var before = client[Scenes.Id].WaitAsync().AsTask();
        await stage.SettleAsync();

        backing.BeforeLoad = static _ => throw new StoreUnavailableException("The disk is away.");
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await client[Scenes.Id].WaitAsync());
        backing.BeforeLoad = static _ => Task.CompletedTask;
        var after = client[Scenes.Id].WaitAsync().AsTask();
        await stage.SettleAsync();
        Assert.False(before.IsCompleted);

        await stage.DriveAsync(Task.WhenAll(before, after));
        Assert.Equal((SagaStatus.Completed, SagaStatus.Completed), ((await before).Status, (await after).Status));
    }

    // Fault 6
    [Fact]
    public async Task One_who_gives_up_waiting_gives_up_for_himself()
    {
        await using var stage = await Faulty.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok));
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
        using var impatient = new CancellationTokenSource();
        var first = stage.Node.Client[Scenes.Id].WaitAsync(impatient.Token).AsTask();
        var second = stage.Node.Client[Scenes.Id].WaitAsync().AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await stage.DriveAsync(second);
    }

    // Fault 36
    [Theory, InlineData(false), InlineData(true)]
    public async Task Waiting_through_another_sagas_client_says_so(bool sameResultType)
    {
        await using var stage = Faulty.New();
        await stage.StartCodeAsync(b =>
        {
            b.AddCode<Order, string>(CodeDefinition.Of<Order, string>("shipping", 1, static _ => new("sent")));
            if (sameResultType)
                b.AddCode<Touch, string>(CodeDefinition.Of<Touch, string>("billing", 1, static _ => new("billed")));
            else
                b.AddCode<Touch, int>(CodeDefinition.Of<Touch, int>("billing", 1, static _ => new(7)));
        });
        await stage.RunCodeAsync<Order, string>(Scenes.Id, new Order("1"));
        var error = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            if (sameResultType)
                await stage.DriveAsync(stage.Code<Touch, string>()[Scenes.Id].WaitAsync());
            else
                await stage.DriveAsync(stage.Code<Touch, int>()[Scenes.Id].WaitAsync());
        });
        Assert.IsNotType<InvalidCastException>(error);
        Assert.Contains("shipping", error.Message);
        Assert.Contains("billing", error.Message);

        // Who asks for no result of his own may.
        Assert.Equal(SagaStatus.Completed, (await stage.DriveAsync(stage.Node.Runtime.Instance(Scenes.Id).WaitAsync())).Status);
    }

    // Fault 36: the same while it still runs.
    [Fact]
    public async Task Waiting_through_another_sagas_client_for_one_that_runs_says_so()
    {
        await using var stage = Faulty.New(null, new Script("shipping").Step(), new Script("billing").Step());
        stage.World.On("A1", Acts.Slow(TimeSpan.FromSeconds(1)));
        await stage.StartAsync();
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        var error = await Assert.ThrowsAnyAsync<Exception>(() => stage.DriveAsync(stage.Node.Second[Scenes.Id].WaitAsync()));
        Assert.IsNotType<TimeoutException>(error);
        Assert.Contains("shipping", error.Message);
        Assert.Contains("billing", error.Message);
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
    }
}

/// <summary>Another input.</summary>
public sealed record Touch(string Number);
