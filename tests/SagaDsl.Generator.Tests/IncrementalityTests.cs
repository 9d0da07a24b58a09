using Microsoft.CodeAnalysis;
using SagaDsl.TestKit.Generators;
using static SagaDsl.Generator.Tests.Shop;

namespace SagaDsl.Generator.Tests;

/// <summary>Kinds of edit, and what the generator does again.</summary>
public sealed class IncrementalityTests
{
    private static readonly string Before = Saga(
        """
            [Step(Compensation = nameof(Undo))] public Order Create(Cart cart) => new("1");
            public void Undo(StepContext step) { }
            [Step, NoCompensation("reads only"), Retry(MaxAttempts = 2)] public Receipt Charge(Order order) => new("1");
        """);

    [Theory]
    [InlineData("unrelated file", "", "", false, false)]
    [InlineData("body edit", "new(\"1\")", "new(\"2\")", false, false)]
    [InlineData("comment above", "    [Step, NoC", "    // Why.\n    [Step, NoC", false, false)]
    [InlineData("parameter default of nothing", "Undo(StepContext step) { }", "Undo(StepContext step) { _ = step.Attempt; }", false, false)]
    [InlineData("step renamed", "Charge", "Debit", true, false)]
    [InlineData("step added", "public void Undo", "[Step, NoCompensation(\"x\")] public void Third() { }\n    public void Undo", true, false)]
    [InlineData("compensation added", "[Step, NoCompensation(\"reads only\"), Retry",
        "public void Back(StepContext step) { }\n    [Step(Compensation = nameof(Back)), Retry", true, false)]
    [InlineData("policy changed", "MaxAttempts = 2", "MaxAttempts = 3", true, false)]
    [InlineData("parameter made nullable", "Charge(Order order)", "Charge(Order? order)", true, false)]
    [InlineData("class renamed", "class Checkout", "class Checkin", true, true)]
    public void An_edit_runs_again_what_it_concerns(string edit, string old, string @new, bool saga, bool registration)
    {
        var compilation = Compilations.Create(Before);
        var driver = GeneratorHarness.Driver().RunGenerators(compilation);
        var tree = compilation.SyntaxTrees.Last();
        var edited = old.Length == 0
            ? compilation.AddSyntaxTrees(Compilations.Parse("class Unrelated;", "More.cs"))
            : compilation.ReplaceSyntaxTree(tree, Compilations.Parse(Before.Replace(old, @new), tree.FilePath));
        Assert.True(old.Length == 0 || Before.Contains(old), edit);

        var reasons = Incrementality.Reasons(driver.RunGenerators(edited).GetRunResult().Results.Single()).ToList();
        Assert.Equal(saga, IsNew(reasons, "Saga"));
        Assert.Equal(registration, IsNew(reasons, "Registration"));
        Assert.Equal(saga, IsNew(reasons, "output"));
    }

    [Theory]
    [InlineData("handler's body", "throw new Exception(db.ToString())", "throw new Exception()", false, false)]
    [InlineData("handler's policy", "MaxAttempts = 3", "MaxAttempts = 4", true, false)]
    [InlineData("another handler", "\"tidy-up\"", "\"tidy\"", true, false)]
    [InlineData("a handler more", "[Handles(\"tidy-up\")", "[Handles] public void More(Cart cart) { }\n    [Handles(\"tidy-up\")", true, false)]
    [InlineData("the undo's name", "Release", "GiveBack", true, true)]
    [InlineData("the participant's name", "\"stock\"", "\"shelves\"", true, true)]
    [InlineData("the handler's name", "[Handles(Compensation", "[Handles(\"take\", Compensation", true, true)]
    public void An_edit_of_a_participant_writes_a_saga_again_only_where_it_read_what_changed(
        string edit, string old, string @new, bool participant, bool saga)
    {
        const string Caller = "    [Step, NoCompensation(\"x\")] public Order Create(Cart cart) => new(\"1\");\n" +
            "    [Remote<Stock>(nameof(Stock.Reserve))]\n" +
            "    public partial Task<Reservation> Reserve(Order order, Cart cart, [From(nameof(Lines))] List<Line>? lines);\n" +
            "    [Step(After = []), NoCompensation(\"x\")] public List<Line>? Lines() => null;";
        var compilation = Compilations.Create(Participants.Types, Participants.Saga(Caller), Participants.Stock);
        var driver = GeneratorHarness.Driver().RunGenerators(compilation);
        var tree = compilation.SyntaxTrees.Last();
        Assert.True(Participants.Stock.Contains(old), edit);
        var edited = compilation.ReplaceSyntaxTree(tree, Compilations.Parse(Participants.Stock.Replace(old, @new), tree.FilePath));

        var reasons = Incrementality.Reasons(driver.RunGenerators(edited).GetRunResult().Results.Single()).ToList();
        Assert.Equal(participant, IsNew(reasons, "Participant"));
        Assert.Equal(saga, IsNew(reasons, "Saga"));
        Assert.False(IsNew(reasons, "Registration"));
    }

    [Fact]
    public void An_edit_of_one_saga_writes_no_other()
    {
        var sources = Enumerable.Range(0, 5)
            .Select(i => Before.Replace("Checkout", $"Checkout{i}").Replace("\"checkout\"", $"\"checkout{i}\"").Replace(Types, ""))
            .Append("namespace Shop;\n" + Types).ToArray();
        var compilation = Compilations.Create(sources);
        var driver = GeneratorHarness.Driver().RunGenerators(compilation);
        var tree = compilation.SyntaxTrees.ElementAt(1);
        var edited = compilation.ReplaceSyntaxTree(tree, Compilations.Parse(tree.ToString().Replace("MaxAttempts = 2", "MaxAttempts = 9"), tree.FilePath));

        var reasons = Incrementality.Reasons(driver.RunGenerators(edited).GetRunResult().Results.Single()).ToList();
        Assert.Single(reasons, r => r is ("Saga", IncrementalStepRunReason.Modified));
        Assert.Single(reasons, r => r is ("output", IncrementalStepRunReason.Modified));
    }

    private static bool IsNew(IEnumerable<(string Step, IncrementalStepRunReason Reason)> reasons, string step) =>
        reasons.Any(r => r.Step == step && r.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
}
