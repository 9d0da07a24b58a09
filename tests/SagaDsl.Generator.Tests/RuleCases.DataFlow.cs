using static SagaDsl.Generator.Tests.Shop;

namespace SagaDsl.Generator.Tests;

/// <content>SAGA3xx.</content>
internal static partial class RuleCases
{
    private static IEnumerable<RuleCase> DataFlow() =>
    [
        Flow("SAGA301", "nothing", "receipt", ["void A(Receipt receipt)"], ["void A(Cart cart)"]),
        Flow("SAGA301", "own result", "order", ["Order A(Order order)"], ["Order A(Cart cart)"]),
        Flow("SAGA301", "From names no step", "\"Z\"", ["Order A(Cart cart)", "void B([From(\"Z\")] Order order)"],
            ["Order A(Cart cart)", "void B([From(\"A\")] Order order)"]),
        Body("SAGA301", "no input", "id", Reads("void A([FromInput] string id)"), Reads("void A()"), "ISaga"),
        Body("SAGA301", "no result", "ISaga<Cart, Receipt>", Reads("Order A(Cart cart)"), Reads("Receipt A(Cart cart)"), "ISaga<Cart, Receipt>"),
        new("SAGA301", "result of another type", "nameof(A)",
            Saga(Reads("Order A(Cart cart)", "Receipt B(Cart cart)"), "ISaga<Cart, Receipt>").Replace("\"checkout\"", "\"checkout\", Result = nameof(A)"),
            Saga(Reads("Order A(Cart cart)", "Receipt B(Cart cart)"), "ISaga<Cart, Receipt>").Replace("\"checkout\"", "\"checkout\", Result = nameof(B)")),
        Flow("SAGA302", "declared below", "order", ["void A(Order order)", "Order B(Cart cart)"], ["Order B(Cart cart)", "void A(Order order)"]),
        Flow("SAGA303", "two", "order", ["Order A(Cart cart)", "Order B(Cart cart)", "void C(Order order)"],
            ["Order A(Cart cart)", "Order B(Cart cart)", "void C([From(nameof(A))] Order order)"]),
        Flow("SAGA304", "plain", "number", ["int A(Cart cart)", "void B(int number)"], ["int A(Cart cart)", "void B([From(nameof(A))] int number)"]),
        Flow("SAGA305", "step", "(Order, Receipt)", ["(Order, Receipt) A(Cart cart)"], ["Order A(Cart cart)"]),
        Flow("SAGA305", "in a task", "Task<(Order A, Receipt B)>", ["Task<(Order A, Receipt B)> A(Cart cart)"], ["Task<Order> A(Cart cart)"]),
        new("SAGA305", "input", "ISaga<(string Id, int Count)>", Saga(Reads("void A()"), "ISaga<(string Id, int Count)>"),
            Saga(Reads("void A()"), "ISaga<Cart>")),
        Flow("SAGA306", "reference", "Order", ["Order? A(Cart cart)", "void B(Order order)"], ["Order? A(Cart cart)", "void B(Order? order)"]),
        Flow("SAGA306", "value", "DayOfWeek", ["DayOfWeek? A(Cart cart)", "void B(DayOfWeek day)"], ["DayOfWeek? A(Cart cart)", "void B(DayOfWeek? day)"]),
        Undo("SAGA307", "own result", "order", "public void Undo(Order order, StepContext step) { }"),
        Undo("SAGA308", "own result only", "order", "public void Undo(Order? order, CancellationToken token) { }"),
    ];

    private static IEnumerable<RuleCase> Json() =>
    [
        new("SAGA309", "not listed", "Order", Context("[System.Text.Json.Serialization.JsonSerializable(typeof(Cart))]"),
            Context("[System.Text.Json.Serialization.JsonSerializable(typeof(Cart))][System.Text.Json.Serialization.JsonSerializable(typeof(Order))]"),
            Compiles: false),
        new("SAGA310", "serialization only", "typeof(ShopJson)",
            Context("[System.Text.Json.Serialization.JsonSourceGenerationOptions(GenerationMode = " +
                "System.Text.Json.Serialization.JsonSourceGenerationMode.Serialization)]"),
            Context("[System.Text.Json.Serialization.JsonSerializable(typeof(Cart))][System.Text.Json.Serialization.JsonSerializable(typeof(Order))]"),
            Compiles: false),
        Shape("delegate", "public delegate void Thing();", "public sealed record Thing;"),
        Shape("interface", "public interface Thing;", "public sealed record Thing;"),
        Shape("stream", "public sealed class Thing : MemoryStream;", "public sealed record Thing;"),
        Shape("no constructor", "public sealed class Thing { public Thing(int a) { } public Thing(string b) { } }",
            "public sealed class Thing { public Thing() { } public Thing(string b) { } }"),
        Shape("private constructor", "public sealed class Thing { private Thing() { } public static Thing Of() => new(); }",
            "public sealed class Thing { public static Thing Of() => new(); }"),
        Shape("get-only", "public sealed class Thing { public int Lost { get; } = 1; }",
            "public sealed class Thing { public int Kept { get; init; } public int Computed => Kept + 1; }"),
        Shape("parameter without a member", "public sealed class Thing(int secret) { public int Kept => secret; }",
            "public sealed class Thing(int kept) { public int Kept => kept; }"),
        Flow("SAGA312", "derived", "Plain", ["Plain A(Cart cart)"], ["Final A(Cart cart)"],
            "public record Plain; public record Special : Plain; public sealed record Final;"),
    ];

    private static RuleCase Flow(string id, string what, string points, string[] wrong, string[] right, string more = "") =>
        Body(id, what, points, Reads(wrong), Reads(right), more: more);

    private static RuleCase Undo(string id, string what, string points, string undo) => Body(
        id, what, points, Good.Replace("public void Undo(StepContext step) { }", undo),
        Good.Replace("public void Undo(StepContext step) { }", "public void Undo(Order? order, StepContext step) { }"));

    private static RuleCase Shape(string what, string wrong, string right)
    {
        var saga = Reads("Thing A(Cart cart)");
        return new("SAGA311", what, "Thing", Saga(saga, more: wrong), Saga(saga, more: right));
    }

    // System.Text.Json's own generator does not run here: the context lacks what it would write, and does not compile by itself.
    private static string Context(string attributes) => Saga(Reads("Order A(Cart cart)"), more:
        $$"""
        {{attributes}}
        public partial class ShopJson : System.Text.Json.Serialization.JsonSerializerContext
        {
            public static ShopJson Default { get; } = new();
            private ShopJson() : base(null) { }
            protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null;
            public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
        }
        """).Replace("\"checkout\"", "\"checkout\", Json = typeof(ShopJson)");
}
