using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SagaDsl.Analyzers;

/// <summary>SAGA402: a step asks the machine for the time, not its context.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ClockReadingAnalyzer() : StepBodyAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        "SAGA402", "The machine's clock in a step",
        "'{0}' reads the machine's clock: a test that moves time does not move it, and a repeated attempt reads another time",
        Category, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA402"));

    protected override void Analyze(StepBody body)
    {
        foreach (var read in body.All<IPropertyReferenceOperation>())
        {
            if (read.Property.IsStatic && IsClock(read.Property) && !read.InNameOf())
                body.Report(read.Syntax, read.Display());
        }
    }

    private static bool IsClock(IPropertySymbol property) => property.Name switch
    {
        "Now" or "UtcNow" => property.ContainingType.ToDisplayString() is "System.DateTime" or "System.DateTimeOffset",
        "Today" => property.ContainingType.SpecialType == SpecialType.System_DateTime,
        "System" => property.ContainingType.ToDisplayString() == "System.TimeProvider",
        _ => false,
    };
}
