using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Generator.Rules;

namespace SagaDsl.Analyzers;

/// <summary>Finds the node or token of an anchor's part in one declaration; none where the part is the name, or is not written.</summary>
internal static class AnchorParts
{
    public static SyntaxNodeOrToken InClass(TypeDeclarationSyntax type, Anchor anchor)
    {
        var saga = Attributes.Of(type.AttributeLists, "Saga").FirstOrDefault();
        return anchor.Part switch
        {
            AnchorPart.Marker => type.BaseList?.Types.FirstOrDefault(static t => t.Type is SimpleNameSyntax { Identifier.ValueText: "ISaga" } or QualifiedNameSyntax { Right.Identifier.ValueText: "ISaga" }),
            AnchorPart.Attribute => Attributes.OfSagaDsl(type.AttributeLists).FirstOrDefault(),
            AnchorPart.GivenName => Attributes.Positional(saga),
            AnchorPart.SagaResult => Attributes.Named(saga, "Result"),
            AnchorPart.SagaClient => Attributes.Named(saga, "Client"),
            AnchorPart.SagaJson => Attributes.Named(saga, "Json"),
            AnchorPart.Timeout => Attributes.Positional(Attributes.Of(type.AttributeLists, "Timeout").FirstOrDefault()),
            _ => default(SyntaxNodeOrToken),
        };
    }

    public static SyntaxNodeOrToken InMethod(MethodDeclarationSyntax method, Anchor anchor)
    {
        AttributeSyntax? Attribute(string name) => Attributes.Of(method.AttributeLists, name).FirstOrDefault();
        return anchor.Part switch
        {
            AnchorPart.ReturnType => method.ReturnType,
            AnchorPart.Parameter or AnchorPart.ParameterType or AnchorPart.From => InParameter(method.ParameterList.Parameters.ElementAtOrDefault(anchor.Ordinal), anchor.Part),
            AnchorPart.Attribute => Attributes.OfSagaDsl(method.AttributeLists).FirstOrDefault(),
            AnchorPart.GivenName => Attributes.Positional(Attribute("Step")),
            AnchorPart.Compensation => Attributes.Named(Attribute("Step"), "Compensation"),
            AnchorPart.Kind => Attributes.Named(Attribute("Step"), "Kind"),
            AnchorPart.After => Element(Attributes.Named(Attribute("Step"), "After"), anchor.Ordinal),
            AnchorPart.MaxAttempts or AnchorPart.FirstDelay or AnchorPart.MaxDelay or AnchorPart.Factor => Attributes.Named(Attribute("Retry"), anchor.Part.ToString()),
            AnchorPart.Timeout => Attributes.Positional(Attribute("Timeout")),
            AnchorPart.RejectOn => Exceptions(method).ElementAtOrDefault(anchor.Ordinal),
            AnchorPart.NoCompensation => Attribute("NoCompensation"),
            _ => default(SyntaxNodeOrToken),
        };
    }

    private static SyntaxNodeOrToken InParameter(ParameterSyntax? parameter, AnchorPart part) => parameter is null ? default(SyntaxNodeOrToken) : part switch
    {
        AnchorPart.ParameterType => parameter.Type,
        AnchorPart.From => Attributes.Positional(Attributes.Of(parameter.AttributeLists, "From").FirstOrDefault()),
        // The name, without the type and the attributes before it.
        _ => parameter.Identifier,
    };

    private static SyntaxNode? Element(ExpressionSyntax? list, int ordinal) => Attributes.Elements(list).ElementAtOrDefault(ordinal) ?? list;

    private static IEnumerable<ExpressionSyntax> Exceptions(MethodDeclarationSyntax method) => Attributes.Of(method.AttributeLists, "RejectOn")
        .SelectMany(static a => a.ArgumentList?.Arguments.Where(static x => x.NameEquals is null) ?? []).SelectMany(static a => Attributes.Elements(a.Expression) is { Count: > 0 } list ? list : [a.Expression]);
}
