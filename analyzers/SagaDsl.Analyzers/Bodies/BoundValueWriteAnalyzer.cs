using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SagaDsl.Analyzers;

/// <summary>SAGA404: a step assigns a member of a value that was bound to it. Fine where it returns that value: then the change is its result.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class BoundValueWriteAnalyzer() : StepBodyAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        "SAGA404", "A bound value is changed",
        "'{0}' belongs to the journaled value '{1}': the change is not journaled, so later steps and compensations still see the old value",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA404"));

    protected override void Analyze(StepBody body)
    {
        if (body.Role == StepRole.Helper)
            return;
        foreach (var target in body.Operations.SelectMany(Writes.Targets))
        {
            if (target is not IParameterReferenceOperation && Root(target) is { } parameter && IsBound(body, parameter) && !IsReturned(body, parameter))
                body.Report(target.Syntax, target.Display(), parameter.Name);
        }
    }

    private static IParameterSymbol? Root(IOperation? operation)
    {
        while (operation is not null)
        {
            switch (operation.Bare())
            {
                case IParameterReferenceOperation parameter:
                    return parameter.Parameter;
                // A copy of a struct is the step's own.
                case IMemberReferenceOperation { Instance: { Type.IsReferenceType: true } instance }:
                    operation = instance;
                    break;
                case IArrayElementReferenceOperation element:
                    operation = element.ArrayReference;
                    break;
                default:
                    return null;
            }
        }
        return null;
    }

    private static bool IsBound(StepBody body, IParameterSymbol parameter) =>
        SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, body.Method) && !body.Types.IsContext(parameter.Type);

    private static bool IsReturned(StepBody body, IParameterSymbol parameter) =>
        body.All<IReturnOperation>().Any(r => r.ReturnedValue is { } value
            && value.DescendantsAndSelf().Any(o => o is IParameterReferenceOperation p && SymbolEqualityComparer.Default.Equals(p.Parameter, parameter)
                && p.Type is { } type && KnownTypes.Same(type, body.Types.Unwrapped(body.Method.ReturnType))));
}
