namespace SagaDsl.Generator.Tests;

/// <summary>A participant, its contract, and sagas that have steps done by it.</summary>
internal static class Participants
{
    public const string Types =
        """
        namespace Shop;
        public sealed record Cart(string Id);
        public sealed record Order(string Id);
        public sealed record Line(string Product, int Quantity);
        public sealed record ReserveStock(Order Order, Cart Cart, List<Line>? Lines = null);
        public sealed record CountStock;
        public sealed record Reservation(string Id);
        public sealed record Level(int Count);
        public sealed class StockDb;
        public sealed class SoldOutException : Exception;
        public abstract class StockJson : System.Text.Json.Serialization.JsonSerializerContext
        {
            protected StockJson() : base(null) { }
            public static StockJson Default => throw new Exception();
        }
        """;

    public const string Stock =
        """
        namespace Shop;
        [Participant("stock", Json = typeof(StockJson))]
        public sealed partial class Stock(StockDb db)
        {
            [Handles(Compensation = nameof(Release)), Retry(MaxAttempts = 3), Timeout("5s"), RejectOn(typeof(SoldOutException))]
            public Task<Reservation> Reserve(ReserveStock command, StepContext step) => throw new Exception(db.ToString());

            [Retry(MaxDelay = "1m")]
            public Task Release(ReserveStock command, Reservation? reservation, StepContext step) => throw new Exception();

            [Handles, NoCompensation("reads only")]
            public static ValueTask<Level> CountAsync(CountStock command, CancellationToken token) => throw new Exception();

            [Handles("tidy-up"), AtMostOnce]
            private void Tidy() { }

            public Task Reserve(ReserveStock command) => Task.CompletedTask;
        }
        """;

    public const string Contract =
        """
        namespace Shop;
        [Participant("stock")]
        public interface IStock
        {
            [Handles(Compensation = "Release")] Task<Reservation> Reserve(ReserveStock command);
            [Handles, NoCompensation("reads only")] Task<Level> CountAsync(CountStock command);
            [Handles("tidy-up")] Task Tidy();
        }
        """;

    public const string EveryForm =
        """
            [Step(Compensation = nameof(Cancel))] public Order Create(Cart cart) => new("1");
            public void Cancel(StepContext step) { }
            [Step(After = []), NoCompensation("reads only")] public CountStock Ask() => new();
            [Step(After = []), NoCompensation("reads only")] public List<Line>? List() => null;
            [Remote<IStock>(nameof(IStock.CountAsync), Name = "count-first", After = [nameof(Ask)])]
            public partial ValueTask<Level> Count(CountStock command);
            [Remote<IStock>(nameof(IStock.CountAsync), After = [nameof(Create)]), Timeout("10m")] public partial Task<Level> CountAgain();
            [Remote<IStock>(nameof(IStock.Reserve))]
            private partial Task<Reservation> ReserveStock(Order order, Cart cart, [From(nameof(List))] List<Line>? lines);
            [Remote<IStock>("Tidy", Kind = StepKind.Pivot)] internal partial Task Tidy();
            [Remote<IStock>("Tidy", Kind = StepKind.Retriable)] internal partial Task TidyAgain();
        """;

    /// <summary>A saga with some members, over <see cref="Types"/>.</summary>
    public static string Saga(string members) =>
        $$"""
        namespace Shop;
        [Saga("checkout")]
        public sealed partial class Checkout : ISaga<Cart>
        {
        {{members}}
        }
        """;
}
