using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Reading;

/// <summary>Partial methods that nobody has given a body: generated code must, or the compiler's own errors drown ours.</summary>
internal static class Bodiless
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    public static MethodModel Complete(MethodModel model, IMethodSymbol method, MethodDeclarationSyntax syntax)
    {
        if (!model.Is(MethodTraits.Annotated) || !method.IsPartialDefinition || HasBody(method))
            return model;
        model = model with { Traits = model.Traits | MethodTraits.Bodiless };
        // A generic method's constraints would have to be repeated; the compiler says what is missing.
        if (method.IsGenericMethod)
            return model;
        var modifiers = string.Join(" ", syntax.Modifiers.Select(m => m.ValueText));
        var returned = method.ReturnsVoid ? "void" : Code(method.ReturnType);
        return model with { BodilessSignature = $"{modifiers} {returned} {Names.Escape(method.Name)}({Parameters(method)})" };
    }

    /// <summary>A method's parameters as code.</summary>
    public static string Parameters(IMethodSymbol method) =>
        string.Join(", ", method.Parameters.Select(p => $"{(p.IsParams ? "params " : Ref(p.RefKind))}{Code(p.Type)} {Names.Escape(p.Name)}"));

    /// <summary>A type as a declaration must repeat it: with what may be null, and the names in tuples.</summary>
    public static string Code(ITypeSymbol type) => type.ToDisplayString(Format);

    private static bool HasBody(IMethodSymbol method) =>
        method.PartialImplementationPart is { } body && !body.GetAttributes().Any(a => a.AttributeClass?.Name == "GeneratedCodeAttribute");

    private static string Ref(RefKind kind) => kind switch { RefKind.Ref => "ref ", RefKind.Out => "out ", RefKind.In => "in ", _ => "" };
}
