using System.Reflection;
using SagaDsl.Definition;
using SagaDsl.TestKit.Generators;
using static SagaDsl.Generator.Tests.Shop;

namespace SagaDsl.Generator.Tests;

/// <summary>A saga that breaks a blocking rule compiles, and refuses to be added: with every finding, also where analyzers are off.</summary>
public sealed class InvalidSagaTests
{
    private static SagaDefinitionException Refusal(string body)
    {
        var assembly = GeneratorHarness.Run(Compilations.Create("Invalid" + Guid.NewGuid().ToString("N"), [Saga(body)]), compiles: true).Load();
        var add = assembly.GetType("Shop.CheckoutSagaBuilderExtensions")!.GetMethod("AddCheckout")!;
        var thrown = Assert.Throws<TargetInvocationException>(() => add.Invoke(null, [new SagaBuilder()]));
        return Assert.IsType<SagaDefinitionException>(thrown.InnerException);
    }

    [Fact]
    public void Adding_it_throws_with_every_finding_that_blocks()
    {
        var message =
            Refusal(Reads("Order A(Receipt receipt)", "void B(int number)") +
                "    [Step(Compensation = \"Nope\"), Timeout(\"soon\")] public void C() { }").Message;
        Assert.StartsWith("Saga 'checkout' cannot run as it is written:\n", message);
        Assert.Contains("- SAGA301: Nothing provides 'receipt', Receipt", message);
        Assert.Contains("- SAGA304: 'int' says nothing", message);
        Assert.Contains("- SAGA202: The compensation 'Nope' of step 'C' is no method of this class", message);
        Assert.Contains("- SAGA107: 'soon' is no duration", message);
    }

    [Fact]
    public void Findings_that_do_not_block_do_not_refuse()
    {
        var run = Run("    [Step] public Order A(Cart cart) => new(\"1\");");
        Assert.Contains(run.Findings, f => f.Rule.Id == "SAGA201");
        Assert.DoesNotContain("SagaDefinitionException(", run.Text);
    }

    [Fact]
    public void Partial_methods_without_a_body_get_one()
    {
        var body = "    [Step, NoCompensation(\"x\")] public partial Task<Order> A(Cart cart, ref int? x, List<Order?> many);\n    [Step, " +
            "NoCompensation(\"x\")] private static partial void B();";
        Assert.Contains("it has no body", Refusal(body).Message);
    }

    [Fact]
    public void What_is_generated_does_not_hide_a_finding_from_the_analyzer_and_makes_none()
    {
        var run = Run("    [Step, NoCompensation(\"x\")] public partial Task<Order> A(Cart cart);");
        Assert.Equal(run.Findings, run.FindingsWithFacts("Shop.Checkout"));
    }

    [Fact]
    public void The_client_of_one_refuses_too()
    {
        var run = Run(Reads("Order A(Receipt receipt)"));
        Assert.Contains("base(runtime, Refuse())", run.Text);
        Assert.Contains("ISagaSource<global::Shop.Checkout>.Definition =>\n            throw new", run.Text);
    }
}
