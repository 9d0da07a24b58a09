using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SagaDsl.Analyzers;

/// <summary>SAGA411: an argument for a key parameter that is made of something else than the step's context.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ForeignKeyAnalyzer() : StepBodyAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        "SAGA411", "An idempotency key that is not the step's",
        "The argument for '{0}' does not come from the StepContext: two attempts may send different keys, or two instances the same one, " +
        "and the callee then repeats an effect or drops one",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA411"));

    protected override void Analyze(StepBody body)
    {
        foreach (var argument in body.All<IArgumentOperation>())
        {
            if (argument is { ArgumentKind: ArgumentKind.Explicit, Parameter: { } parameter } && Keys.IsKey(parameter) && !IsLookup(argument)
                && IsForeign(argument.Value, body))
                body.Report(argument.Value.Syntax, parameter.Name);
        }
    }

    /// <summary>A call that only reads, or an argument called as the parameter is: <c>requestId: request.Id</c> is a business number.</summary>
    private static bool IsLookup(IArgumentOperation argument)
    {
        if (argument.Parent is IInvocationOperation { TargetMethod: { } called } && Verbs.Reads(called))
            return true;
        return argument.Value.Bare() is IPropertyReferenceOperation { Property.Name: var name, Instance: { } owner } && argument.Parameter!.Name is var wanted
            && wanted.EndsWith("RequestId", StringComparison.OrdinalIgnoreCase)
            && (string.Equals(name, wanted, StringComparison.OrdinalIgnoreCase)
                || string.Equals(owner.Syntax + name, wanted, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsForeign(IOperation value, StepBody body)
    {
        if (value.Bare() is IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } })
            return false;
        var origins = new KeyOrigins(body);
        origins.Follow(value);
        // SAGA401 speaks where the value is fresh; an origin that cannot be seen from here gets the benefit of the doubt.
        return origins is { FromContext: false, Fresh: false, Unknown: false };
    }
}
