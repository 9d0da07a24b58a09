using Microsoft.CodeAnalysis;
using SagaDsl.Generator.Rules;
using SagaDsl.TestKit.Generators;
using static SagaDsl.Generator.Tests.Participants;

namespace SagaDsl.Generator.Tests;

/// <summary>Every shape of correct participant and remote step gives code that compiles without a warning; the harness sees to that.</summary>
public sealed class ParticipantTests
{
    private static GeneratorRun Runs(params string[] sources)
    {
        var run = GeneratorHarness.Run([.. sources, Types]);
        Assert.Empty(run.Findings.Select(f => f.Message));
        return run;
    }

    [Fact]
    public void A_class_keeps_its_contract_with_a_context_more_than_the_command()
    {
        var run = Runs(Stock.Replace("class Stock(StockDb db)", "class Stock(StockDb db) : IStock"), Contract);
        Assert.Contains("Task<global::Shop.Level> global::Shop.IStock.CountAsync(global::Shop.CountStock command) =>", run.Text);
        Assert.Contains("Task global::Shop.IStock.Tidy() =>", run.Text);
    }

    [Fact]
    public void A_member_that_the_class_has_itself_is_not_generated()
    {
        var run = Runs(Contract, """
            namespace Shop;
            [Participant("stock")]
            public sealed partial class Stock : IStock
            {
                [Handles(Compensation = nameof(Release))] public Task<Reservation> Reserve(ReserveStock command) => throw new Exception();
                public Task Release(ReserveStock command) => throw new Exception();
                [Handles, NoCompensation("reads only")] Task<Level> IStock.CountAsync(CountStock command) => throw new Exception();
                [Handles("Count"), NoCompensation("reads only")] public Level Count(CountStock command) => throw new Exception();
                [Handles("tidy-up")] public Task Tidy() => Task.CompletedTask;
            }
            """);
        Assert.DoesNotContain("global::Shop.IStock.", run.Text);
    }

    [Fact]
    public void A_contract_alone_writes_nothing() => Assert.Empty(GeneratorHarness.Run(Contract, Types).Files);

    [Fact]
    public void Names_and_types_that_are_hard_to_write() => Runs("""
        namespace @namespace.@event
        {
            public sealed record @int<T>(T @string, List<T?>? List = null) where T : class;
            public sealed record @record;
            [Participant("words")]
            internal sealed partial record @class(Shop.StockDb? @default = null)
            {
                [Handles(Compensation = nameof(@void))] public ValueTask<@record?> @return(@int<string> @params, StepContext @this) => default;
                private void @void(@int<string> @in, @record? @out) { }
            }
            [Saga("words")]
            internal sealed partial class @static : ISaga<List<string?>>
            {
                [Step, NoCompensation("computes")] private string @new() => "";
                [Remote<@class>(nameof(@class.@return))]
                public partial Task<@record?> @do([From(nameof(@new))] string @string, [FromInput] List<string?>? @params);
            }
        }
        """);

    [Fact]
    public void Nested_and_in_the_global_namespace() => Runs("""
        using Shop;
        partial class Outer
        {
            [Participant("inner")]
            internal sealed partial class Inner { [Handles] public Level Count(CountStock command) => new(1); }
        }
        [Saga("outer")]
        partial class Caller : ISaga { [Remote<Outer.Inner>("Count", Kind = StepKind.Retriable)] private partial Task<Level> Count(); }
        """);

    [Theory]
    [InlineData("Task")]
    [InlineData("ValueTask")]
    [InlineData("void")]
    [InlineData("Task<Level>")]
    [InlineData("ValueTask<Level?>")]
    [InlineData("Level")]
    [InlineData("int?")]
    [InlineData("Task<List<Level?>?>")]
    [InlineData("List<(int A, string B)>")]
    public void Handlers_of_every_return_kind_and_steps_that_have_them_done(string type)
    {
        var reply = type.StartsWith("Task", StringComparison.Ordinal) ? type
            : type.StartsWith("ValueTask", StringComparison.Ordinal) ? type
            : type == "void" ? "Task" : $"Task<{type}>";
        Runs($$"""
            namespace Shop;
            [Participant("kinds")]
            public sealed partial class Kinds
            {
                [Handles(Compensation = nameof(Undo))] public {{type}} Do(CountStock command) => throw new Exception();
                private static void Undo(CountStock command, StepContext step) => throw new Exception();
                [Handles(Compensation = nameof(Undo))] private static {{type}} Static(CancellationToken token, CountStock command) => throw new Exception();
            }
            """, Saga($"    [Remote<Kinds>(nameof(Kinds.Do))] public partial {reply} Do();\n    [Remote<Kinds>(\"Static\")] private partial {reply} Other();"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_participant_in_another_assembly(bool compiled)
    {
        // What is not public in metadata is not seen.
        var stock = Stock.Replace("private void Tidy", "public void Tidy");
        var library = GeneratorHarness.Run(Compilations.Create("Library", [stock, Contract, Types]), compiles: true).Output;
        MetadataReference reference = compiled ? MetadataReference.CreateFromImage(Image(library)) : library.ToMetadataReference();
        foreach (var saga in new[] { Saga(EveryForm), Saga(EveryForm).Replace("IStock", "Stock").Replace("nameof(Stock.Tidy)", "\"Tidy\"") })
        {
            var compilation = Compilations.Create("Caller", [saga]).AddReferences(reference);
            Assert.Empty(GeneratorHarness.Run(compilation, compiles: true).Findings.Where(f => f.Rule.Blocks).Select(f => f.Message));
        }
    }

    [Fact]
    public void All_of_an_assembly_are_added_by_one_method()
    {
        var run = Runs(Stock, Saga("    [Step, NoCompensation(\"x\")] public Order Create(Cart cart) => new(\"1\");"));
        var text = run.Files["SagaDsl.Registration.g.cs"];
        Assert.Contains("CheckoutSagaBuilderExtensions.AddCheckout(sagas);", text);
        Assert.Contains("StockSagaBuilderExtensions.AddStock(sagas);", text);
        Assert.Contains("Adds the sagas and participants of assembly Shop.", text);
    }

    [Fact]
    public void A_class_that_is_both_is_a_saga_and_refused_as_a_participant()
    {
        var run = GeneratorHarness.Run("""
            namespace Shop;
            [Saga("both"), Participant("both")]
            public sealed partial class Both : ISaga
            {
                [Step(Kind = StepKind.Retriable)] public void Do() { }
                [Handles] public void Handle(CountStock command) { }
            }
            """, Types);
        Assert.DoesNotContain("IParticipantSource", run.Text);
        Assert.Single(run.Result.GeneratedSources, s => s.HintName == "Shop.Both.g.cs");
    }

    [Fact]
    public void What_is_generated_makes_no_finding_and_hides_none()
    {
        var run = GeneratorHarness.Run(Stock.Replace("class Stock(StockDb db)", "class Stock(StockDb db) : IStock")
            .Replace("[Handles(Compensation = nameof(Release)),", "[Handles,"), Contract, Types);
        Assert.Contains(run.Findings, f => f.Rule == RuleCatalog.ContractBroken);
        Assert.Equal(run.Findings, run.FindingsWithFacts("Shop.Stock").Where(f => f.Rule.Id[4] != '3'));
    }

    private static byte[] Image(Compilation compilation)
    {
        using var stream = new MemoryStream();
        Assert.True(compilation.Emit(stream).Success);
        return stream.ToArray();
    }
}
