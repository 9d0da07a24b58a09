using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using SagaDsl.Definition;

namespace SagaDsl.Generator.Tests;

/// <summary>What is generated for participants and remote steps, called for real: compiled by this project's own compiler.</summary>
public sealed partial class ParticipantRunTests
{
    internal sealed record Basket(string Id, int Count);

    internal sealed record Hold(Basket Basket, Shelf Shelf);

    internal sealed record Shelf(string Name);

    internal sealed record Held(string Id);

    internal readonly record struct Count(int Of);

    [JsonSerializable(typeof(Hold)), JsonSerializable(typeof(Held)), JsonSerializable(typeof(Count))]
    internal sealed partial class StoreJson : JsonSerializerContext;

    [Participant("store", Json = typeof(StoreJson))]
    internal interface IStore
    {
        [Handles(Compensation = "Release")] Task<Held> Hold(Hold command);

        [Handles("count"), NoCompensation("reads only")] Task<int> CountAsync(Count command);
    }

    [Participant("store", Json = typeof(StoreJson))]
    internal sealed partial class Store(IList<string> log) : IStore
    {
        [Handles(Compensation = nameof(Release)), Retry(MaxAttempts = 2), Timeout("3s"), RejectOn(typeof(InvalidOperationException))]
        public async Task<Held> Hold(Hold command, StepContext step)
        {
            await Task.Yield();
            log.Add($"hold {command.Basket.Id} {command.Shelf.Name} {step.IdempotencyKey}");
            return new(command.Basket.Id);
        }

        private void Release(StepContext step, Held? held, Hold command) => log.Add($"release {held?.Id} {command.Basket.Id} {step.IdempotencyKey}");

        [Handles("count"), NoCompensation("reads only"), AtMostOnce]
        private static int Counted(Count command) => command.Of;
    }

    [Saga("buy")]
    internal sealed partial class Buy : ISaga<Basket>
    {
        private static int _made;

        public Buy() => _made++;

        public static int Made => _made;

        [Step, NoCompensation("computes")]
        public Shelf Choose(Basket basket) => new("left");

        [Remote<IStore>(nameof(IStore.Hold)), Timeout("10m")]
        public partial Task<Held> HoldGoods(Basket basket, Shelf shelf);

        [Step, NoCompensation("computes")]
        public Count Ask(Basket basket) => new(basket.Count);

        [Remote<Store>("Counted", Name = "count", Kind = StepKind.Pivot)]
        private partial ValueTask<int> CountGoods(Count command);
    }

    private sealed class Call : StepContext
    {
        public override string SagaName => "s";
        public override string InstanceId => "i";
        public override string StepName => "n";
        public override int Attempt => 1;
        public override string IdempotencyKey => "key";
        public override string ActionKey => "action";
        public override ActionOutcome ActionOutcome => ActionOutcome.Ok;
        public override int? ElementIndex => null;
        public override TimeProvider TimeProvider => TimeProvider.System;
        public override string KeyFor(string part) => part;
        public override CancellationToken CancellationToken => default;
    }

    private static IReadOnlyList<SagaDefinition> HandlersOf<T>() where T : class, IParticipantSource<T> => T.Handlers;

    private static string NameOf<T>() where T : class, IParticipantSource<T> => T.Name;

    [Fact]
    public void A_handler_is_a_saga_of_one_step()
    {
        Assert.Equal("store", NameOf<Store>());
        var handlers = HandlersOf<Store>();
        Assert.Equal(["store.Hold", "store.count"], handlers.Select(h => h.Name));
        Assert.All(handlers, h => Assert.Equal(("store", 2, true), (h.Participant, h.Contract, h.NeedsServices)));
        var (hold, count) = (handlers[0], handlers[1]);
        Assert.Equal((typeof(Hold), typeof(Held), 0), (hold.InputType, hold.ResultType, hold.ResultStep));
        var step = Assert.Single(hold.Steps);
        Assert.Equal(("Hold", 0, 1, null), (step.Name, step.Action, step.Compensation, step.NoCompensation));
        Assert.Equal((2, TimeSpan.FromSeconds(3)), (hold.Methods[0].Retry!.MaxAttempts, hold.Methods[0].Timeout));
        Assert.Equal([new(typeof(InvalidOperationException), false)], hold.Methods[0].RejectOn);
        Assert.Empty(hold.Methods[1].Reads);
        Assert.Equal((-1, "reads only", true), (count.Steps[0].Compensation, count.Steps[0].NoCompensation, count.Steps[0].AtMostOnce));
        Assert.Equal(typeof(int), count.Steps[0].ResultType);
    }

    [Fact]
    public async Task A_handler_and_its_undo_get_the_command_and_the_reply()
    {
        var log = new List<string>();
        using var services = new ServiceCollection().AddSingleton<IList<string>>(log).BuildServiceProvider();
        var hold = HandlersOf<Store>()[0];
        var store = hold.Create(services);
        var command = new Hold(new("b1", 2), new("left"));
        Assert.Equal(new Held("b1"), await hold.Invoke(store, 0, new(command, [null]), new Call()));
        await hold.Invoke(store, 1, new(command, [new Held("b1")]), new Call());
        await hold.Invoke(store, 1, new(command, [null]), new Call());
        Assert.Equal(["hold b1 left key", "release b1 b1 key", "release  b1 key"], log);
        Assert.Equal(7, await HandlersOf<Store>()[1].Invoke(store, 0, new(new Count(7), [null]), new Call()));
    }

    [Fact]
    public async Task A_remote_step_makes_its_command_without_a_saga_object()
    {
        var definition = SagaDefinition.Of<Buy>();
        var (hold, count) = (definition.Steps[1], definition.Steps[3]);
        Assert.Equal(("HoldGoods", typeof(Held), -1, null), (hold.Name, hold.ResultType, hold.Compensation, hold.NoCompensation));
        var (goods, counted) = (hold.Remote!, count.Remote!);
        Assert.Equal(("store", "Hold", typeof(Hold), true, TimeSpan.FromMinutes(10)),
            (goods.Participant, goods.Handler, goods.CommandType, goods.HasUndo, goods.Timeout));
        Assert.Equal(("store", "count", typeof(Count), false, null),
            (counted.Participant, counted.Handler, counted.CommandType, counted.HasUndo, counted.Timeout));
        Assert.Equal(("count", StepKind.Pivot), (count.Name, count.Kind));
        Assert.Equal([0], definition.Methods[hold.Action].Reads);
        Assert.Null(definition.Methods[hold.Action].Timeout);

        var basket = new Basket("b1", 2);
        object?[] results = [new Shelf("left"), null, new Count(2), null];
        var made = Buy.Made;
        Assert.Equal(new Hold(basket, new("left")), await definition.Invoke(null!, hold.Action, new(basket, results), new Call()));
        Assert.Equal(new Count(2), await definition.Invoke(null!, count.Action, new(basket, results), new Call()));
        Assert.Equal(made, Buy.Made);
        Assert.Equal(new StepRef<Held>("buy", "HoldGoods"), BuyClient.Steps.HoldGoods);
        Assert.Contains("s1[[\"HoldGoods @ store\"]]", BuyClient.Diagram);
        Assert.Contains("s1 -. undo .-> u1[/\"Release @ store\"/]", BuyClient.Diagram);
    }

    [Fact]
    public async Task Nobody_calls_what_a_participant_does()
    {
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => new Buy().HoldGoods(new("b", 1), new("left")));
        Assert.Contains("participant 'store'", thrown.Message);
        thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => ((IStore)new Store([])).Hold(new(new("b", 1), new("left"))));
        Assert.Contains("[Remote]", thrown.Message);
    }

    [Fact]
    public void A_participant_is_added_by_its_own_method_and_with_all() =>
        Assert.Contains("'store'", Assert.Throws<SagaDefinitionException>(() => new SagaBuilder().AddSagaDslGeneratorTestsSagas().AddStore()).Message);
}
