using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SagaDsl.Analyzers;

/// <summary>SAGA401: a Guid or a random number made in a step is another one on the next attempt.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class FreshValueAnalyzer() : StepBodyAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        "SAGA401", "A fresh value in a step",
        "'{0}' differs on every attempt: after a lost reply or a restart the step runs again with another value, and the callee takes it for a second request",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA401"));

    protected override void Analyze(StepBody body)
    {
        if (OnlyMakes(body))
            return;
        foreach (var call in body.All<IInvocationOperation>())
        {
            if (IsFresh(call.TargetMethod))
                body.Report(call.Syntax, call.Display());
        }
    }

    /// <summary>
    /// A step that calls nobody and returns what it made: the result is journaled, and until it is nobody has seen it.
    /// That is how to get a fresh value.
    /// </summary>
    private static bool OnlyMakes(StepBody body) =>
        body.Role == StepRole.Action && body.Types.Unwrapped(body.Method.ReturnType) is { SpecialType: not SpecialType.System_Void }
        && !body.All<IAwaitOperation>().Any() && !body.All<IInvocationOperation>().Any(call => IsOutside(call, body));

    private static bool IsOutside(IInvocationOperation call, StepBody body) => call.Instance?.Bare() switch
    {
        IInstanceReferenceOperation => true,
        IMemberReferenceOperation { Instance: IInstanceReferenceOperation } => true,
        IParameterReferenceOperation parameter => !SymbolEqualityComparer.Default.Equals(parameter.Parameter.ContainingSymbol, body.Method),
        _ => false,
    };

    public static bool IsFresh(IMethodSymbol method) =>
        method.ContainingType is { } type && type.SpecialType == SpecialType.None && type.ToDisplayString() switch
    {
        "System.Guid" => method.Name is "NewGuid" or "CreateVersion7",
        "System.Random" => method.Name.StartsWith("Next", StringComparison.Ordinal) || method.Name is "GetItems" or "GetHexString" or "GetString" or "Shuffle",
        "System.Security.Cryptography.RandomNumberGenerator" => method.Name is not ("Create" or "Dispose"),
        _ => false,
    };
}
