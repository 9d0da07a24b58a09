namespace SagaDsl.Analyzers.Tests;

/// <summary>
/// Acceptance case 24: definitions that the conformance suites of others refuse (MicroProfile LRA's invalid signatures, Seata's
/// state language parser). One finding each, at its place, and no other; a saga that is its own child has no way to be written yet.
/// </summary>
public sealed class Case24Tests
{
    [Theory]
    // A step's and a compensation's return type.
    [InlineData("SAGA110", "[Step, NoCompensation(\"n\")] public [|Span<int>|] Do() => default;")]
    [InlineData("SAGA110", "[Step(Compensation = nameof(Undo))] public void Do() { } public [|Span<int>|] Undo() => default;")]
    // Their parameters.
    [InlineData("SAGA110", "[Step, NoCompensation(\"n\")] public void Do(out [|int|] count) => count = 0;")]
    [InlineData("SAGA110", "[Step(Compensation = nameof(Undo))] public void Do() { } public void Undo(ref [|Cart|] cart) { }")]
    [InlineData("SAGA110", "[Step(Compensation = nameof(Undo))] public void Do() { } public void [|Undo|]<T>() { }")]
    [InlineData("SAGA301", "[Step(Compensation = nameof(Undo))] public void Do() { } public void Undo(Order [|order|]) { }")]
    [InlineData("SAGA109", "[Step, NoCompensation(\"n\")] public async [|void|] Do() => await Task.Yield();")]
    // The undo is missing: not said, or not there.
    [InlineData("SAGA201", "[Step] public void [|Do|]() { }")]
    [InlineData("SAGA202", "[Step(Compensation = [|\"Undo\"|])] public void Do() { }")]
    // A circle.
    [InlineData("SAGA112",
        "[Step(After = [[|nameof(B)|]]), NoCompensation(\"n\")] public void A() { } [Step(After = [nameof(A)]), NoCompensation(\"n\")] public void B() { }")]
    [InlineData("SAGA112", "[Step(After = [[|nameof(A)|]]), NoCompensation(\"n\")] public void A() { }")]
    // A step that is not there.
    [InlineData("SAGA111", "[Step(After = [[|\"Nothing\"|]]), NoCompensation(\"n\")] public void A() { }")]
    [InlineData("SAGA301", "[Step, NoCompensation(\"n\")] public void A([From([|\"Nothing\"|])] Order order) { }")]
    public async Task An_invalid_definition_has_one_finding_at_its_place(string id, string members)
    {
        var source = "using Shop;\n[Saga(\"case\")]\npublic sealed partial class Case : ISaga<Cart>\n{\n    " + members + "\n}\n";
        await Check.FindsAsync(id, source, CaseFiles.OptionsOf(source));
    }
}
