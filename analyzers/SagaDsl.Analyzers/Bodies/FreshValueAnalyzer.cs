using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SagaDsl.Analyzers;

/// <summary>SAGA401: a Guid or a random number made in a step is another one on the next attempt.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class FreshValueAnalyzer() : StepBodyAnalyzer(BodyDescriptors.FreshValue)
{
    protected override void Analyze(StepBody body)
    {
        foreach (var call in body.All<IInvocationOperation>())
        {
            if (IsFresh(call.TargetMethod))
                body.Report(call.Syntax, call.Display());
        }
    }

    public static bool IsFresh(IMethodSymbol method) => method.ContainingType is { } type && type.SpecialType == SpecialType.None && type.ToDisplayString() switch
    {
        "System.Guid" => method.Name is "NewGuid" or "CreateVersion7",
        "System.Random" => method.Name.StartsWith("Next", StringComparison.Ordinal) || method.Name is "GetItems" or "GetHexString" or "GetString" or "Shuffle",
        "System.Security.Cryptography.RandomNumberGenerator" => method.Name is not ("Create" or "Dispose"),
        _ => false,
    };
}
