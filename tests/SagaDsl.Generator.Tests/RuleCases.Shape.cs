using static SagaDsl.Generator.Tests.Shop;

namespace SagaDsl.Generator.Tests;

/// <content>SAGA1xx.</content>
internal static partial class RuleCases
{
    private static IEnumerable<RuleCase> Shape() =>
    [
        Class("SAGA101", "not partial", "Checkout", "public sealed class Checkout : ISaga<Cart>"),
        new("SAGA101", "container not partial", "Checkout", Nested("class"), Nested("partial class"), Saga: "Shop.Outer+Checkout"),
        Class("SAGA102", "no marker", "Checkout", "public sealed partial class Checkout"),
        Class("SAGA103", "abstract", "Checkout", "public abstract partial class Checkout : ISaga<Cart>"),
        Class("SAGA103", "static", "Checkout", "public static partial class Checkout", compiles: false),
        new("SAGA103", "generic", "Checkout", GoodSaga.Replace("class Checkout :", "class Checkout<T> :"), GoodSaga, Saga: "Shop.Checkout`1"),
        new("SAGA103", "in generic", "Checkout", Nested("partial class").Replace("class Outer", "class Outer<T>"), Nested("partial class"),
            Saga: "Shop.Outer`1+Checkout"),
        new("SAGA103", "private", "Checkout", Nested("partial class").Replace("public sealed partial class Checkout", "private sealed partial class Checkout"),
            Nested("partial class"), Saga: "Shop.Outer+Checkout"),
        new("SAGA103", "out in constructor", "Checkout",
            GoodSaga.Replace("class Checkout :", "class Checkout(out int x) :").Replace("{\n    [Step", "{\n    private readonly int _x = x = 1;\n    [Step"),
            GoodSaga, Compiles: false),
        Body("SAGA104", "no steps", "Checkout", "    public void Other() { }", Good),
        Named("duplicate step", "\"a\"",
            "    [Step(\"a\"), NoCompensation(\"x\")] public void A() { }\n    [Step(\"a\"), NoCompensation(\"x\")] public void B() { }"),
        Named("duplicate after Async", "AAsync",
            "    [Step, NoCompensation(\"x\")] public void A() { }\n    [Step, NoCompensation(\"x\")] public Task AAsync() => Task.CompletedTask;"),
        Named("empty", "\"\"", "    [Step(\"\"), NoCompensation(\"x\")] public void A() { }"),
        Named("illegal", "\"a b\"", "    [Step(\"a b\"), NoCompensation(\"x\")] public void A() { }"),
        Named("too long", $"\"{new string('a', 101)}\"", $"    [Step(\"{new string('a', 101)}\"), NoCompensation(\"x\")] public void A() {{ }}"),
        new("SAGA106", "saga", "\"check/out\"", GoodSaga.Replace("\"checkout\"", "\"check/out\""), GoodSaga),
        Body("SAGA109", "async void", "void", Undone("async void Create() => await Task.Yield();"), Undone("async Task Create() => await Task.Yield();"),
            "ISaga"),
        Signature("generic method", "Create", "void Create<T>()"),
        Signature("ref", "Order", "void Create(ref Order order)"),
        Signature("span", "Span<int>", "void Create(Span<int> span)"),
        Signature("dynamic", "dynamic", "dynamic Create()"),
        Signature("stream of values", "IAsyncEnumerable<Order>", "IAsyncEnumerable<Order> Create()"),
        Signature("kind", "(StepKind)7", "void Create()", "Kind = (StepKind)7"),
        Body("SAGA110", "unknown type", "Orderr", Undone("Orderr Create() => default!;"), Undone("Order Create() => default!;"), "ISaga", compiles: false),
        Body("SAGA110", "no body", "Create", "    [Step, NoCompensation(\"x\")] public partial Task<Order> Create(Cart cart);",
            Undone("Task<Order> Create(Cart cart) => null!;")),
        new("SAGA110", "inherited", "Checkout", Saga(Good, "Base, ISaga<Cart>", "public class Base { [Step] public void Old() { } }"),
            Saga(Good, "Base, ISaga<Cart>", "public class Base { public void Old() { } }")),
        Body("SAGA111", "unknown", "\"Craete\"", Good + "    [Step(After = [\"Craete\"]), NoCompensation(\"x\")] public void B() { }",
            Good + "    [Step(After = [\"Create\"]), NoCompensation(\"x\")] public void B() { }"),
        Body("SAGA112", "itself", "nameof(A)", "    [Step(After = [nameof(A)]), NoCompensation(\"x\")] public void A() { }", Undone("void A() { }"), "ISaga"),
        new("SAGA113", "taken", "Checkout", Saga(Good, more: "public class CheckoutClient;"), Saga(Good, more: "public class Checkout2Client;")),
        new("SAGA113", "no identifier", "\"my client\"", GoodSaga.Replace("\"checkout\"", "\"checkout\", Client = \"my client\""),
            GoodSaga.Replace("\"checkout\"", "\"checkout\", Client = \"MyClient\"")),
        new("SAGA114", "oblivious", "Checkout", "#nullable disable\n" + GoodSaga, GoodSaga),
        Useless("not a step", "Retry(MaxAttempts = 2)", "    [Retry(MaxAttempts = 2)] public void Other() { }"),
        Useless("on a compensation", "AtMostOnce", "    [Step(Compensation = nameof(Undo2))] public void B() { }\n    [AtMostOnce] public void Undo2() { }"),
        Useless("both", "NoCompensation(\"x\")",
            "    [Step(Compensation = nameof(Undo2)), NoCompensation(\"x\")] public void B() { }\n    public void Undo2() { }"),
    ];

    private static string Undone(string method) => $"    [Step, NoCompensation(\"x\")] public {method}";

    private static string Nested(string container) =>
        $$"""
        namespace Shop;
        public {{container}} Outer
        {
            [Saga("checkout")]
            public sealed partial class Checkout : ISaga<Cart>
            {
            {{Good}}
            }
        }
        {{Types}}
        """;

    private static RuleCase Named(string what, string points, string body) => Body("SAGA106", what, points, body, Undone("void A() { }"), "ISaga");

    private static RuleCase Signature(string what, string points, string method, string step = "") => Body(
        "SAGA110", what, points,
        $"    [Step({step}), NoCompensation(\"x\")] public {method} => throw new Exception();",
        Undone("void Create(Cart cart) => throw new Exception();"));

    private static RuleCase Useless(string what, string points, string body) => Body("SAGA115", what, points, Good + body, Good);
}
