using SagaDsl.TestKit.Generators;
using static SagaDsl.Generator.Tests.Shop;

namespace SagaDsl.Generator.Tests;

/// <summary>Every shape of correct saga gives code that compiles without a warning; the harness sees to that.</summary>
public sealed class EmitTests
{
    private static void Runs(string source)
    {
        var run = GeneratorHarness.Run(source);
        Assert.DoesNotContain(run.Findings, f => f.Rule.Blocks);
    }

    [Fact]
    public void Classes_in_the_global_namespace() => Runs(Saga(Reads("Order Create(Cart cart)"), "ISaga<Cart, Order>").Replace("namespace Shop;", ""));

    [Fact]
    public void Nested_classes() => Runs($$"""
        namespace Shop;
        public partial interface IOuter
        {
            internal partial record struct Middle
            {
                public partial class @class
                {
                    [Saga("nested")]
                    internal sealed partial record Checkout : ISaga<Cart, Order> { {{Reads("Order Create(Cart cart)")}} }
                }
            }
        }
        {{Types}}
        """);

    [Fact]
    public void Keywords_as_names() => Runs("""
        namespace @namespace.@event;
        public sealed record @int(string @string);
        public sealed record @record;
        [Saga("keywords")]
        public sealed partial class @class(@int? @default = null) : ISaga<@int, @record>
        {
            private readonly @int? _kept = @default;
            [Step(Compensation = nameof(@void))] public Task<@record> @return(@int @params, StepContext @this) => Task.FromResult(new @record());
            private void @void(@record? @out, StepContext @in) { }
            [Step(Kind = StepKind.Retriable)] private static void @static([From(nameof(@return))] @record @object) { }
        }
        """);

    [Fact]
    public void Types_and_namespaces_that_hide_the_ones_generated_code_uses() => Runs($$"""
        namespace Shop.System.SagaDsl;
        public sealed class Task; public sealed class StepResult; public sealed class SagaDefinition; public sealed class Global;
        [global::SagaDsl.Saga("hidden")]
        public sealed partial class Checkout : global::SagaDsl.ISaga<Cart, Order>
        {
            [global::SagaDsl.Step, global::SagaDsl.NoCompensation("x")] public global::System.Threading.Tasks.Task<Order> Create(Cart cart) => null!;
        }
        public sealed record Cart; public sealed record Order;
        """);

    [Theory]
    [InlineData("Task")]
    [InlineData("ValueTask")]
    [InlineData("void")]
    [InlineData("Task<Order>")]
    [InlineData("ValueTask<Order>")]
    [InlineData("Order")]
    [InlineData("Task<Order?>")]
    [InlineData("int?")]
    [InlineData("Task<List<Order?>?>")]
    [InlineData("Dictionary<string, List<Order[]?>>[]")]
    [InlineData("int[,][]")]
    [InlineData("(int A, string B)[]")]
    public void Steps_of_every_return_kind(string type)
    {
        var body = $$"""
                [Step(Compensation = nameof(Undo))] public {{type}} Instance(Cart cart) => throw new Exception();
                private static {{(type.Contains("Task") ? "Task" : "void")}} Undo(Cart cart, StepContext step) => throw new Exception();
                [Step, NoCompensation("x")] private static {{type}} Static(Cart cart) => throw new Exception();
            """;
        Runs(Saga(body));
    }

    [Theory]
    [InlineData("public readonly struct Value { public int A { get; init; } }")]
    [InlineData("public readonly record struct Value(int A);")]
    [InlineData("public sealed record Value(int A);")]
    [InlineData("public enum Value { A }")]
    [InlineData("internal sealed record Value(int A);")]
    public void Values_of_every_kind_and_visibility(string type)
    {
        var access = type.StartsWith("internal", StringComparison.Ordinal) ? "internal" : "public";
        var body = $$"""
                [Step, NoCompensation("x")] {{access}} Value Make(Value value) => value;
                [Step, NoCompensation("x")] {{access}} void Use(
                    [From(nameof(Make))] Value value, [From(nameof(Make))] Value? maybe, [FromInput] Value first) { }
            """;
        Runs(Saga(body, "ISaga<Value, Value>", type));
    }

    [Fact]
    public void Generic_values() => Runs(Saga(
        """
            [Step, NoCompensation("x")] public Page<Order> Make(Page<Cart> carts) => throw new Exception();
            [Step, NoCompensation("x")] public void Use(Page<Order> orders, Page<Order>.Row? row, Page<Cart?> carts) { }
            [Step(After = []), NoCompensation("x")] public Page<Order>.Row Row() => new();
        """.Replace("Page<Order>.Row? row, ", ""), "ISaga<Page<Cart>, Page<Order>>",
        "public sealed record Page<T>(List<T> Items) { public sealed record Row; }"));

    [Fact]
    public void Members_named_as_generated_ones() =>
        Runs(Saga(Reads("void Steps(Cart cart)", "void Equals(Cart cart)", "void ToString(Cart cart)", "void Diagram()", "void Charge()", "Task ChargeAsync()")
        .Replace("[Step, NoCompensation(\"reads only\")] public Task ChargeAsync", "[Step(\"charge-later\"), NoCompensation(\"x\")] public Task ChargeAsync")));

    [Fact]
    public void Every_kind_of_constructor_parameter()
    {
        var run = GeneratorHarness.Run($$"""
            using Microsoft.Extensions.DependencyInjection;
            namespace Shop;
            public interface IBank;
            [Saga("deps")]
            public sealed partial class Checkout(
                IBank bank, IBank? maybe, [FromKeyedServices("eu")] IBank keyed, [FromKeyedServices(DayOfWeek.Friday)] IBank byDay,
                [FromKeyedServices("us")] IBank? keyedMaybe, [FromKeyedServices("n")] int? keyedNumber,
                IBank optional = null!, int retries = 3, DayOfWeek day = DayOfWeek.Monday, string text = "a\"b",
                decimal money = 1.5m, double number = double.NaN, TimeSpan wait = default, int? none = null, char c = '\'')
                : ISaga<Cart>
            {
                private readonly object?[] _kept = [
                    bank, maybe, keyed, byDay, keyedMaybe, keyedNumber, optional, retries, day, text, money, number, wait, none, c];
                {{Reads("Order Create(Cart cart)")}}
            }
            {{Types}}
            """);
        Assert.Contains("GetRequiredService<global::Shop.IBank>(services)", run.Text);
        Assert.Contains("GetRequiredKeyedService<global::Shop.IBank>(services, \"eu\")", run.Text);
        Assert.Contains("NeedsServices = true", run.Text);
        Assert.DoesNotContain("NeedsServices", GeneratorHarness.Run(Saga(Reads("Order Create(Cart cart)"))).Text);
    }

    [Fact]
    public void The_longest_constructor_is_taken_private_ones_too() => Assert.Single(Run("""
            private Checkout() { }
            private Checkout(IServiceProvider services) : this() { }
        """ + Reads("Order Create(Cart cart)")).Model.Dependencies);

    [Fact]
    public void A_class_in_several_files() => Assert.Equal(2, GeneratorHarness.Run(
        Saga(Reads("Order Create(Cart cart)")),
        "namespace Shop; [Timeout(\"1h\")] partial class Checkout { " + Reads("Receipt Charge(Order order)") + " }").Wiring.Steps.Count);

    [Fact]
    public void Attributes_are_known_by_alias_qualified_and_full_name_and_others_of_the_name_are_not()
    {
        var run = GeneratorHarness.Run(
            """
            using Do = SagaDsl.StepAttribute;
            using Theirs = Other.RetryAttribute;
            namespace Shop
            {
                [SagaAttribute("names")]
                public sealed partial class Checkout : ISaga
                {
                    [Do, NoCompensation("x")] public void A() { }
                    [SagaDsl.Step, global::SagaDsl.NoCompensationAttribute("x")] public void B() { }
                    [StepAttribute("c"), NoCompensation("x")] public void C() { }
                    [Other.Step, Theirs] public void D() { }
                }
            }
            namespace Other { public sealed class StepAttribute : System.Attribute; public sealed class RetryAttribute : System.Attribute; }
            """);
        Assert.Equal(["A", "B", "c"], run.Wiring.Steps.Select(s => s.Name));
        Assert.Empty(run.Findings);
    }

    [Fact]
    public void Another_attribute_named_Step_is_not_ours() => Assert.Single(GeneratorHarness.Run(
        """
        namespace Shop;
        public sealed class StepAttribute : Attribute;
        [Saga("names")]
        public sealed partial class Checkout : ISaga
        {
            [Step] public void A() { }
            [SagaDsl.Step, NoCompensation("x")] public void B() { }
        }
        """).Wiring.Steps);

    [Fact]
    public void The_client_may_be_named() =>
        Assert.Contains("class Ordering :",
            GeneratorHarness.Run(Saga(Reads("Order Create(Cart cart)")).Replace("\"checkout\"", "\"checkout\", Client = \"Ordering\"")).Text);

    [Fact]
    public void All_sagas_of_an_assembly_are_added_by_one_method()
    {
        var second = Saga(Reads("void Other(Cart cart)")).Replace("Checkout", "Refunds").Replace("\"checkout\"", "\"refunds\"").Replace(Types, "");
        var run = GeneratorHarness.Run(Saga(Reads("Order Create(Cart cart)")), second);
        var text = run.Files["SagaDsl.Registration.g.cs"];
        Assert.Contains("AddShopSagas(", text);
        Assert.True(text.IndexOf(".AddCheckout(sagas)", StringComparison.Ordinal) < text.IndexOf(".AddRefunds(sagas)", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_saga_nothing_is_written() => Assert.Empty(GeneratorHarness.Run("class C;").Files);
}
