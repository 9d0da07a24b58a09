using System.Text.Json.Serialization;
using SagaDsl.Definition;

namespace SagaDsl.Tests.Semantics;

/// <summary>Rules 17 to 19: ids, keys, repeated starts, and what stays of an ended instance.</summary>
public class Identity
{
    [Fact]
    public async Task Rule_17_ids_are_unique_over_all_sagas_of_a_store()
    {
        await using var stage = new Stage(new Script("first").Step(), new Script("second").Step());
        await stage.StartAsync();
        await stage.RunAsync();
        var conflict =
            await Assert.ThrowsAsync<SagaIdConflictException>(async () => await stage.Node.Second.StartAsync(Scenes.Id, new TestKit.Sagas.Order(Scenes.Id)));
        Assert.Contains("first", conflict.Message);
        stage.Called("A1");
    }

    [Theory]
    [InlineData("order-1", "saga/scripted/order-1/1")]
    [InlineData("a/b", "saga/scripted/a%2Fb/1")]
    [InlineData("a%2Fb", "saga/scripted/a%252Fb/1")]
    [InlineData("Straße 4 · ünï", "saga/scripted/Straße 4 · ünï/1")]
    public async Task Rule_17_keys_are_escaped_so_that_no_two_ids_share_one(string id, string key)
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(2), w => w.On("A2", Acts.Reject()));
        await stage.RunAsync(id);
        Assert.Equal(key, stage.World.Calls[0].Key);
        Assert.Equal((key + "/undo", key), (stage.World.Calls[2].Key, stage.World.Calls[2].ActionKey));
    }

    [Fact]
    public async Task Rule_17_an_instance_keeps_the_prefix_it_began_with()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w.On("A1", Acts.HoldDeaf(new Gate()), Acts.Ok), o => o.KeyPrefix = "shop/eu");
        await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        await stage.StartAsync(configure: o => o.KeyPrefix = "other");
        await stage.EndAsync();
        Assert.Equal(["shop%2Feu/scripted/order-1/1"], stage.World.Calls.Select(c => c.Key).Distinct());
    }

    [Fact]
    public async Task Rule_17_derived_keys_are_stable_and_escaped()
    {
        var derived = new List<(string, string)>();
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w.On("A1", call =>
        {
            derived.Add((call.Context.KeyFor("fee"), call.Context.KeyFor("a/b")));
            Assert.Throws<ArgumentException>(() => call.Context.KeyFor(""));
            return derived.Count == 1 ? throw new CalleeException("again") : Task.FromResult(call.Value());
        }));
        await stage.RunAsync();
        Assert.Equal(2, derived.Count);
        Assert.Equal(("saga/scripted/order-1/1/:fee", "saga/scripted/order-1/1/:a%2Fb"), derived.Distinct().Single());
    }

    [Fact]
    public async Task Rule_18_an_equal_start_returns_the_running_instance_and_runs_nothing()
    {
        var gate = new Gate();
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Hold(gate)));
        var first = await stage.BeginAsync();
        await stage.UntilCalledAsync("A1");
        var second = await stage.BeginAsync();
        Assert.Equal((true, false), (first.IsNew, second.IsNew));

        gate.Open();
        Assert.Equal(await stage.EndAsync(), await stage.EndAsync(), (a, b) => a.Result == b.Result);
        Assert.False((await stage.BeginAsync()).IsNew);
        stage.Called("A1");
    }

    [Fact]
    public async Task Rule_18_starts_at_the_same_time_make_one_instance()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(2));
        var handles = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => stage.BeginAsync())));
        await stage.EndAsync();
        Assert.Single(handles, h => h.IsNew);
        stage.Called("A1 A2");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Rule_18_another_input_is_a_conflict(bool ended)
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w.On("A1", ended ? Acts.Ok : Acts.Pend(TimeSpan.FromHours(1))));
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, ended ? WorkState.Terminal : WorkState.Due);
        var conflict =
            await Assert.ThrowsAsync<SagaIdConflictException>(async () =>
                await stage.Node.Client.StartAsync(Scenes.Id, new TestKit.Sagas.Order(Scenes.Id, Amount: 2)));
        Assert.Contains(Scenes.Id, conflict.Message);
        stage.Called("A1");
    }

    [Fact]
    public async Task Rule_18_a_property_with_a_default_that_was_added_later_is_no_conflict()
    {
        await using var stage = new Stage(new Script("orders").Step());
        await stage.StartAsync(sagas: [], build: b => AddOrders<OldOrder>(b));
        await stage.Node.Runtime.Client<OrdersClient<OldOrder>>().RunAsync("o-1", new OldOrder("o-1"));

        await stage.StartAsync(sagas: [], build: b => AddOrders<NewOrder>(b));
        var client = stage.Node.Runtime.Client<OrdersClient<NewOrder>>();
        Assert.False((await client.StartAsync("o-1", new NewOrder("o-1"))).IsNew);
        await Assert.ThrowsAsync<SagaIdConflictException>(async () => await client.StartAsync("o-1", new NewOrder("o-1", "USD")));
    }

    [Fact]
    public async Task Rule_19_after_the_retention_time_a_tombstone_still_answers()
    {
        await using var stage =
            await Scenes.OpenAsync(Script.Of(2), w => w.On("failed/A2", Acts.Reject("sold out")), o => o.Retention = TimeSpan.FromMinutes(30));
        var completed = await stage.RunAsync("done");
        await stage.RunAsync("failed");
        await stage.PassAsync(TimeSpan.FromHours(3));

        var stored = await stage.StoredAsync("done");
        Assert.Empty(stored.Records);
        Assert.NotNull(stored.Tombstone);
        Assert.Equal(completed.Result, (await Runs.OutcomeAsync(stage, "done")).Result);
        Assert.False((await stage.BeginAsync("done")).IsNew);
        await Assert.ThrowsAsync<SagaIdConflictException>(async () => await stage.Node.Client.StartAsync("done", new TestKit.Sagas.Order("done", 7)));
        var failure = (await Runs.OutcomeAsync(stage, "failed")).Failure!;
        Assert.Equal((FailureCause.Rejected, "2", "sold out"), (failure.Cause, failure.Step, failure.Message));
        Assert.Equal(["1"], failure.Undone);
        stage.Called("A1 A2", "done");
    }

    [Fact]
    public async Task Rule_19_by_default_ended_instances_are_kept_for_ever()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1));
        await stage.RunAsync();
        await stage.PassAsync(TimeSpan.FromDays(60));
        Assert.NotEmpty((await stage.StoredAsync(Scenes.Id)).Records);
    }

    private static void AddOrders<T>(SagaBuilder builder)
    {
        var definition =
            new OrdersDefinition<T> { Contract = 1, Name = "orders", InputType = typeof(T), Methods = [new() { Name = "Only" }],
                Steps = [new() { Name = "only", Action = 0 }] };
        builder.Add(definition, IdentityJson.Default, runtime => new OrdersClient<T>(runtime, definition));
    }
}

public sealed record OldOrder(string Number);

public sealed record NewOrder(string Number, string Currency = "EUR");

[JsonSerializable(typeof(OldOrder))]
[JsonSerializable(typeof(NewOrder))]
public sealed partial class IdentityJson : JsonSerializerContext;

public sealed class OrdersDefinition<T> : SagaDefinition<ScriptedSaga>
{
    public override ScriptedSaga New(IServiceProvider services) => new();

    public override ValueTask<object?> Invoke(ScriptedSaga saga, int method, StepValues values, StepContext context)
    {
        _ = values.Input<T>();
        return default;
    }
}

public sealed class OrdersClient<T>(SagaRuntime runtime, SagaDefinition definition) : SagaClient<T>(runtime, definition);
