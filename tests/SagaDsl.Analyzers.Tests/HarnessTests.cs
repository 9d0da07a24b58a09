using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SagaDsl.TestKit.Analyzers;
using Xunit.Sdk;
using RuleSet = SagaDsl.TestKit.Analyzers.RuleSet;

namespace SagaDsl.Analyzers.Tests;

/// <summary>The harness can fail: a missing, an unexpected or a shifted finding, a crash, a source that does not compile.</summary>
public sealed class HarnessTests
{
    private const string Before =
        "[Saga(\"one\")]\npublic sealed partial class One : ISaga\n{\n    [Step(Kind = StepKind.Retriable)]\n    public void Send(StepContext step) " +
        "=> Console.WriteLine($\"";
    private const string After = "{step.IdempotencyKey}\");\n}\n";

    [Fact]
    public async Task A_missing_finding_is_shown_under_its_span()
    {
        var failure = await Assert.ThrowsAsync<FailException>(() => Check.FindsAsync("SAGA401", Before + "[|x|]" + After));
        Assert.Contains("^ SAGA401: expected here, and silent", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unexpected_finding_is_shown_under_its_span()
    {
        var failure = await Assert.ThrowsAsync<FailException>(() => Check.SilentAsync(Before + "{Guid.NewGuid()}" + After));
        Assert.Contains("^^^^^^^^^^^^^^ SAGA401: not expected: 'Guid.NewGuid'", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{Guid.[|NewGuid()|]}")]
    [InlineData("{[|Guid.NewGuid|]()}")]
    [InlineData("{{|SAGA402:Guid.NewGuid()|}}")]
    public Task Another_span_or_id_is_no_match(string hole) =>
        Assert.ThrowsAsync<FailException>(() => Check.FindsAsync("SAGA401", Before + hole + After));

    [Fact]
    public async Task A_source_that_does_not_compile_is_no_silence()
    {
        var failure = await Assert.ThrowsAsync<FailException>(() => Check.SilentAsync(Before + "{missing}" + After));
        Assert.Contains("^^^^^^^ CS0103", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_analyzer_that_throws_fails_the_test()
    {
        var failure = await Assert.ThrowsAsync<FailException>(() => new AnalyzerHarness(new RuleSet(typeof(Broken).Assembly)).VerifyAsync("class C { }"));
        Assert.Contains("broken on purpose", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fix_that_gives_another_text_is_shown_as_a_difference()
    {
        var source = Before + "{Guid.NewGuid().ToString()}" + After;
        var failure = await Assert.ThrowsAsync<FailException>(() => Check.FixesAsync("SAGA401", source, source));
        Assert.Contains("- ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("{step.KeyFor(\"id\")}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Marks_nest_and_must_be_closed()
    {
        var source = MarkedSource.Parse("a{|SAGA101:b[|c|]|}d", "SAGA102");
        Assert.Equal("abcd", source.Text);
        Assert.Equal([("SAGA101", 1, 3), ("SAGA102", 2, 3)], source.Expected.Select(e => (e.Id, e.Span.Start, e.Span.End)));
        Assert.Throws<FormatException>(() => MarkedSource.Parse("a[|b", "SAGA101"));
        Assert.Throws<FormatException>(() => MarkedSource.Parse("a[|b|]"));
    }

#pragma warning disable RS1038, RS1041, RS1036
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class Broken : DiagnosticAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
            [new("TEST01", "Broken", "Broken", "Test", DiagnosticSeverity.Warning, true)];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
            context.RegisterCompilationAction(_ => throw new InvalidOperationException("broken on purpose"));
        }
    }
}
