using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Reading;

/// <summary>Partial methods that nobody has given a body: generated code must, or the compiler's own errors drown ours.</summary>
internal static class Bodiless
{
    public static MethodModel Complete(MethodModel model, IMethodSymbol method, MethodDeclarationSyntax syntax, TypeReader types)
    {
        if (!model.Is(MethodTraits.Annotated) || !method.IsPartialDefinition || HasBody(method))
            return model;
        model = model with { Traits = model.Traits | MethodTraits.Bodiless };
        // A generic method's constraints would have to be repeated; the compiler says what is missing.
        if (method.IsGenericMethod)
            return model;
        var modifiers = string.Join(" ", syntax.Modifiers.Select(m => m.ValueText));
        var parameters = method.Parameters.Select(p => $"{Ref(p.RefKind)}{types.Read(p.Type).Annotated} {Names.Escape(p.Name)}");
        var returned = method.ReturnsVoid ? "void" : types.Read(method.ReturnType).Annotated;
        return model with { BodilessSignature = $"{modifiers} {returned} {Names.Escape(method.Name)}({string.Join(", ", parameters)})" };
    }

    private static bool HasBody(IMethodSymbol method) =>
        method.PartialImplementationPart is { } body && !body.GetAttributes().Any(a => a.AttributeClass?.Name == "GeneratedCodeAttribute");

    private static string Ref(RefKind kind) => kind switch { RefKind.Ref => "ref ", RefKind.Out => "out ", RefKind.In => "in ", _ => "" };
}
