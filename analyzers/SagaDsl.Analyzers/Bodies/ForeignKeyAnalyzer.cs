using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SagaDsl.Analyzers;

/// <summary>SAGA411: an argument for a key parameter that is made of something else than the step's context.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ForeignKeyAnalyzer() : StepBodyAnalyzer(BodyDescriptors.ForeignKey)
{
    protected override void Analyze(StepBody body)
    {
        foreach (var argument in body.All<IArgumentOperation>())
        {
            if (argument is { ArgumentKind: ArgumentKind.Explicit, Parameter: { } parameter } && Keys.IsKey(parameter) && IsForeign(argument.Value, body))
                body.Report(argument.Value.Syntax, parameter.Name);
        }
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
