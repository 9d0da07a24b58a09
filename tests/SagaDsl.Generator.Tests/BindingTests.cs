using SagaDsl.Generator.Rules;
using SagaDsl.TestKit.Generators;
using static SagaDsl.Generator.Tests.Shop;

namespace SagaDsl.Generator.Tests;

public sealed class BindingTests
{
    private static string Of(GeneratorRun run, int step, bool undo = false)
    {
        var wired = run.Wiring.Steps[step];
        var arguments = (undo ? wired.UndoRow! : wired.ActionRow).Arguments;
        return string.Join(", ", arguments.Select(a => a.Source == ArgumentSource.Result ? $"Result {a.Step}" : a.Source.ToString()));
    }

    private static void NoneBlocks(GeneratorRun run) => Assert.DoesNotContain(run.Findings, f => f.Rule.Blocks);

    [Fact]
    public void A_parameter_is_the_input_or_a_result_of_its_type()
    {
        var run = Run(Reads("Order Create(Cart cart)", "Receipt Charge(Order order, Cart cart, StepContext step, CancellationToken token)"));
        NoneBlocks(run);
        Assert.Equal("Input", Of(run, 0));
        Assert.Equal("Result 0, Input, Context, Token", Of(run, 1));
        Assert.Equal([0], run.Wiring.Steps[1].ActionRow.Reads);
    }

    [Fact]
    public void Nullability_of_references_and_names_of_tuples_do_not_make_a_type_another()
    {
        var run = Run(Reads("List<(int A, string? B)> Many(Cart cart)", "Order Use(List<(int X, string Y)> many)", "Receipt Maybe(Cart? cart, Order? order)"));
        Assert.DoesNotContain(run.Findings, f => f.Rule == RuleCatalog.NothingProvides);
        Assert.Equal("Result 0", Of(run, 1));
        Assert.Equal("Input, Result 1", Of(run, 2));
    }

    [Fact]
    public void A_nullable_value_is_the_value_that_may_be_absent()
    {
        var run = Run(Reads("Money Price(Cart cart)", "Order Use(Money? money)"), more: "public readonly record struct Money(decimal Amount);");
        NoneBlocks(run);
        Assert.Equal("Result 0", Of(run, 1));
        Assert.Empty(run.Wiring.Steps[1].ActionRow.Reads);
        Assert.Contains("values.ResultOrNull<global::Shop.Money?>(0)", run.Text);
    }

    [Fact]
    public void There_is_no_variance()
    {
        var run = Run(Reads("Special Make(Cart cart)", "Receipt Use(Plain plain)"), more: "public record Plain; public record Special : Plain;");
        var finding = Single(run, RuleCatalog.NothingProvides);
        Assert.Contains("near misses: Special of Make", finding.Message);
        Assert.Equal("plain", Pointed(run, finding));
    }

    [Fact]
    public void From_names_a_step_and_converts_to_a_base_type()
    {
        var run = Run(Reads("Special Make(Cart cart)", "Receipt Use([From(nameof(Make))] Plain plain)"),
            more: "public record Plain; public record Special : Plain;");
        NoneBlocks(run);
        Assert.Equal("Result 0", Of(run, 1));
        Assert.Contains("values.Result<global::Shop.Plain>(0)", run.Text);
    }

    [Fact]
    public void From_reaches_only_steps_that_are_ordered_before()
    {
        var run = Run(Reads("Shipment End([From(nameof(Size))] int? size)", "int Size()"));
        var finding = Single(run, RuleCatalog.NotOrderedBefore);
        Assert.Contains("is not ordered before End", finding.Message);
        Assert.Equal("size", Pointed(run, finding));
    }

    [Fact]
    public void From_and_FromInput_bind_plain_values()
    {
        var run = Run(Reads("int Count([FromInput] string id)", "Order Use([From(nameof(Count))] int? count, [From(nameof(Count))] long number)"),
            "ISaga<string>");
        Assert.Equal("Result 0, None", Of(run, 1));
        Assert.Equal("Input", Of(run, 0));
        Assert.Contains("does not convert", Single(run, RuleCatalog.NothingProvides).Message);
    }

    [Fact]
    public void A_compensation_sees_its_own_result_before_others_of_the_type()
    {
        var run = Run(
            """
                [Step, NoCompensation("x")] public Order First(Cart cart) => new("1");
                [Step(Compensation = nameof(Undo))] public Order Second(Cart cart) => new("2");
                public void Undo(Order? order, Cart cart, StepContext step) { }
            """);
        NoneBlocks(run);
        Assert.Equal("Result 1, Input, Context", Of(run, 1, undo: true));
        Assert.Empty(run.Wiring.Steps[1].UndoRow!.Reads);
    }

    [Fact]
    public void A_compensation_may_read_results_of_earlier_steps_and_needs_those_it_does_not_take_as_nullable()
    {
        var run = Run(
            """
                [Step, NoCompensation("x")] public Order First(Cart cart) => new("1");
                [Step(Compensation = nameof(Undo))] public Receipt Second(Order order) => new("2");
                public static Task Undo(Order order, Receipt receipt) => Task.CompletedTask;
            """);
        NoneBlocks(run);
        Assert.Equal([0, 1], run.Wiring.Steps[1].UndoRow!.Reads);
        Assert.Contains("// 2: undoes step 'Second'", run.Text);
        Assert.Contains("Reads = new int[] { 0, 1 },", run.Text);
    }

    [Fact]
    public void A_compensation_does_not_see_results_of_later_steps()
    {
        var run = Run(
            """
                [Step(Compensation = nameof(Undo))] public Order First(Cart cart) => new("1");
                public void Undo(Receipt receipt) { }
                [Step, NoCompensation("x")] public Receipt Second(Order order) => new("2");
            """);
        Assert.Contains("is the result of step Second, which is not ordered before First", Single(run, RuleCatalog.NotOrderedBefore).Message);
    }

    [Fact]
    public void Two_results_of_a_type_are_never_chosen_between()
    {
        var run = Run(Reads("Order A(Cart cart)", "Order B(Cart cart)", "Receipt C(Order order)"));
        var finding = Single(run, RuleCatalog.TwoCandidates);
        Assert.Contains("the result of A and the result of B", finding.Message);
        Assert.Equal("order", Pointed(run, finding));
    }

    [Fact]
    public void The_input_counts_as_a_candidate()
    {
        var run = Run(Reads("Cart Enrich(Cart cart)", "Receipt C(Cart cart)", "Receipt D([FromInput] Cart cart)",
            "Receipt E([From(nameof(Enrich))] Cart cart)"));
        Assert.Contains("the input and the result of Enrich", Single(run, RuleCatalog.TwoCandidates).Message);
        Assert.Equal("Input", Of(run, 2));
        Assert.Equal("Result 0", Of(run, 3));
    }

    [Fact]
    public void Only_ancestors_are_candidates()
    {
        var run = Run(
            """
                [Step, NoCompensation("x")] public Order A(Cart cart) => new("1");
                [Step(After = []), NoCompensation("x")] public Order B(Cart cart) => new("2");
                [Step(After = [nameof(A)]), NoCompensation("x")] public Receipt C(Order order) => new("3");
            """);
        NoneBlocks(run);
        Assert.Equal("Result 0", Of(run, 2));
    }

    [Theory]
    [InlineData("string")]
    [InlineData("int")]
    [InlineData("decimal")]
    [InlineData("Guid")]
    [InlineData("Uri")]
    [InlineData("DateTime")]
    [InlineData("DateTimeOffset")]
    [InlineData("DateOnly")]
    [InlineData("TimeSpan")]
    [InlineData("string[]")]
    [InlineData("List<Guid>")]
    [InlineData("IReadOnlyList<int>")]
    [InlineData("Dictionary<string, decimal>")]
    [InlineData("int?")]
    [InlineData("List<int?>")]
    public void Plain_types_never_bind_by_type(string type)
    {
        var run = Run(Reads($"{type} Make(Cart cart)", $"Order Use({type} value)"));
        var finding = Single(run, RuleCatalog.PlainByType);
        Assert.Contains("[From(nameof(Make))]", finding.Message);
        Assert.Equal("value", Pointed(run, finding));
    }

    [Theory]
    [InlineData("Order[]")]
    [InlineData("List<Order>")]
    [InlineData("Dictionary<string, Order>")]
    [InlineData("DayOfWeek")]
    public void Types_that_say_what_they_are_bind(string type)
    {
        var run = Run(Reads($"{type} Make(Cart cart)", $"Receipt Use({type} value)"));
        NoneBlocks(run);
        Assert.Equal("Result 0", Of(run, 1));
    }

    [Fact]
    public void A_result_that_may_be_null_asks_for_a_parameter_that_may_be()
    {
        var run = Run(Reads("Order? Find(Cart cart)", "Receipt Use(Order order)", "Shipment Good(Order? order)"));
        Assert.Equal("Order", Pointed(run, Single(run, RuleCatalog.MayBeAbsent)));
    }
}
