using SagaDsl.TestKit.Generators;

namespace SagaDsl.Generator.Tests;

/// <summary>Whole generated files, verified.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public Task A_saga_with_everything() => GeneratedFiles.Match(GeneratorHarness.Run(
        $$"""
        namespace Shop;

        [Saga("everything", Json = typeof(ShopJson), Result = nameof(Ship)), Timeout("24h")]
        internal sealed partial class Everything(IServiceProvider services, IDisposable? maybe = null) : ISaga<Cart, Shipment>
        {
            private readonly object?[] _kept = [services, maybe];

            [Step(Compensation = nameof(CancelOrder))]
            public Task<Order> CreateOrder(Cart cart, StepContext step) => throw new Exception();
            [Retry(FirstDelay = "1s", MaxDelay = "1h", Factor = 1.5, Jitter = false), Timeout("1m30s")]
            public Task CancelOrder(Order? order, StepContext step) => throw new Exception();

            [Step("charge", Compensation = nameof(Refund), After = [nameof(CreateOrder)]), AtMostOnce, Timeout("5s")]
            [RejectOn(typeof(CardDeclinedException), typeof(FileNotFoundException)), RejectOn(typeof(KeyNotFoundException), Definite = true)]
            public static ValueTask<Receipt> ChargeAsync(Cart cart, Order order, CancellationToken token) => throw new Exception();
            private void Refund(Receipt receipt) => throw new Exception();

            [Step(After = [nameof(CreateOrder)]), NoCompensation("reads only")]
            public int Weigh(Order order) => throw new Exception();

            [Step(Kind = StepKind.Pivot)]
            public Shipment Ship([From(nameof(Weigh))] int? weight, Order order) => throw new Exception();

            [Step(Kind = StepKind.Retriable)]
            public void Notify(Shipment shipment) => throw new Exception();
        }

        public abstract class ShopJson : System.Text.Json.Serialization.JsonSerializerContext
        {
            protected ShopJson() : base(null) { }
            public static ShopJson Default => throw new Exception();
        }
        {{Shop.Types}}
        """));

    [Fact]
    public Task A_participant() => GeneratedFiles.Match(GeneratorHarness.Run(Participants.Stock, Participants.Types));

    [Fact]
    public Task A_participant_that_cannot_run() =>
        GeneratedFiles.Match(GeneratorHarness.Run(Participants.Stock.Replace("ReserveStock command", "string command"), Participants.Types));

    [Fact]
    public Task A_saga_with_remote_steps() =>
        GeneratedFiles.Match(GeneratorHarness.Run(Participants.Saga(Participants.EveryForm), Participants.Contract, Participants.Types));

    [Fact]
    public Task A_saga_of_nothing_but_its_marker() =>
        GeneratedFiles.Match(
            GeneratorHarness.Run("[Saga(\"bare\")] public partial class Bare : ISaga { [Step, NoCompensation(\"none\")] public void Only() { } }"));

    [Fact]
    public Task A_saga_that_cannot_run() => GeneratedFiles.Match(GeneratorHarness.Run(Shop.Saga(Shop.Reads("Order A(Receipt receipt)"), "ISaga<Cart, Order>")));
}
