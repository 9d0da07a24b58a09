using SagaDsl.Generator.Rules;
using static SagaDsl.Generator.Tests.Shop;

namespace SagaDsl.Generator.Tests;

public sealed class OrderTests
{
    private static string After(params string[] steps)
    {
        var body = string.Concat(steps.Select(step => step.Split(':') is [var name, var after]
            ? $"    [Step(After = [{after}]), NoCompensation(\"x\")] public void {name}() {{ }}\n"
            : $"    [Step, NoCompensation(\"x\")] public void {step}() {{ }}\n"));
        return string.Join(" | ", Run(body, "ISaga").Wiring.Steps.Select(s => string.Join(",", s.After)));
    }

    // Rule 9.
    [Fact]
    public void Without_After_steps_run_in_declaration_order() => Assert.Equal(" | 0 | 1", After("A", "B", "C"));

    [Fact]
    public void An_empty_After_starts_at_once_and_the_next_step_waits_for_every_sink() => Assert.Equal(" |  | 0,1 | 2", After("A", "B:", "C", "D"));

    [Fact]
    public void After_names_what_a_step_waits_for() => Assert.Equal(" | 0 | 0 | 1,2", After("A", "B:nameof(A)", "C:nameof(A)", "D"));

    [Fact]
    public void A_step_may_wait_for_one_declared_below() => Assert.Equal("1 |  | 0", After("A:nameof(B)", "B:", "C"));

    [Theory]
    [InlineData("new[] { nameof(A) }")]
    [InlineData("new string[] { \"A\" }")]
    [InlineData("[Name]")]
    [InlineData("[nameof(Checkout.A)]")]
    public void After_may_be_written_in_every_way_an_attribute_allows(string after)
    {
        var run = Run($$"""
                private const string Name = "A";
                [Step, NoCompensation("x")] public void A() { }
                [Step, NoCompensation("x")] public void B() { }
                [Step(After = {{after}}), NoCompensation("x")] public void C() { }
            """, "ISaga");
        Assert.Equal([0], run.Wiring.Steps[2].After);
    }

    [Fact]
    public void A_cycle_is_named()
    {
        var run = Run("""
                [Step(After = [nameof(C)]), NoCompensation("x")] public void A() { }
                [Step(After = [nameof(A)]), NoCompensation("x")] public void B() { }
                [Step(After = [nameof(B)]), NoCompensation("x")] public void C() { }
            """, "ISaga");
        var finding = Single(run, RuleCatalog.Cycle);
        Assert.Contains("A → B → C → A", finding.Message);
        Assert.Equal("nameof(C)", Pointed(run, finding));
    }

    [Fact]
    public void The_result_is_that_of_the_last_step_that_returns_it_or_of_the_named_one()
    {
        Assert.Equal(1, Run(Reads("Order A(Cart cart)", "Order B(Cart cart)", "Receipt C(Cart cart)"), "ISaga<Cart, Order>").Wiring.ResultStep);
        var named = Saga(Reads("Order A(Cart cart)", "Order B(Cart cart)"), "ISaga<Cart, Order>").Replace("\"checkout\"", "\"checkout\", Result = nameof(A)");
        Assert.Equal(0, TestKit.Generators.GeneratorHarness.Run(named).Wiring.ResultStep);
    }
}
