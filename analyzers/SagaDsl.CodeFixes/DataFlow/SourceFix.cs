using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Generator.Model;

namespace SagaDsl.CodeFixes;

/// <summary>SAGA303 and SAGA304: says which value a parameter means, one fix for each that it could.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class SourceFix() : SagaCodeFix("SAGA303", "SAGA304")
{
    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        if (SagaType.Around(context) is not { } saga || SagaType.MethodAround(context) is not { } method || saga.StepOf(method) is not (>= 0 and var index)
            || context.Node.FirstAncestorOrSelf<ParameterSyntax>() is not { } parameter)
        {
            yield break;
        }
        var own = saga.Model.Methods.FirstOrDefault(m => m.Name == method.Identifier.ValueText);
        var identity = own?.Parameters.FirstOrDefault(p => p.Name == parameter.Identifier.ValueText)?.Type.Identity;
        foreach (var source in Sources(saga, index, saga.IsUndo(method), identity))
            yield return new($"Bind to {source.Display}", source.Attribute,
                ct => context.ReplaceAsync(parameter, AttributeEdits.AddTo(parameter, source.Attribute), ct));
    }

    private static IEnumerable<(string Attribute, string Display)> Sources(SagaType saga, int step, bool isUndo, string? identity)
    {
        if (identity is null)
            yield break;
        for (var i = saga.Order.Steps.Count - 1; i >= 0; i--)
        {
            var provider = saga.Order.Steps[i];
            if (provider.Result?.Identity == identity && (saga.Order.IsBefore(i, step) || isUndo && i == step))
                yield return ($"{KnownAttribute.From}(nameof({provider.Name}))", $"the result of {provider.Name}");
        }
        if (saga.Model.Input?.Identity == identity)
            yield return (nameof(KnownAttribute.FromInput), "the saga's input");
    }
}
