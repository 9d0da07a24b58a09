using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SagaDsl.Analyzers;

/// <summary>SAGA403: a step writes a field, a property or a captured constructor parameter of its saga class.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class StateWriteAnalyzer() : StepBodyAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        "SAGA403", "State of the saga class is not journaled",
        "'{0}' is state of the saga class: it is not journaled, so after a restart, or on another node, later steps do not see what is written here",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA403"));

    protected override void Analyze(StepBody body)
    {
        foreach (var target in body.Operations.SelectMany(Writes.Targets))
        {
            if (StateOf(body, target) is { } member)
                body.Report(target.Syntax, member.Name);
        }
    }

    private static ISymbol? StateOf(StepBody body, IOperation target) => target switch
    {
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol { IsIndexer: false } } member
            when body.Saga.Owns(member.Member) && member.Instance is null or IInstanceReferenceOperation => member.Member,
        IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter } => parameter,
        _ => null,
    };
}
