using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Reading;

/// <summary>Reads what concerns the class as a whole.</summary>
internal static class ClassReader
{
    public static ClassTraits Traits(INamedTypeSymbol type, string? clientName, CancellationToken cancellationToken)
    {
        var traits = ClassTraits.InPartial;
        var syntax = type.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) as TypeDeclarationSyntax;
        if (syntax is not null && syntax.Modifiers.Any(SyntaxKind.PartialKeyword))
            traits |= ClassTraits.Partial;
        if (type.IsStatic)
            traits |= ClassTraits.Static;
        else if (type.IsAbstract)
            traits |= ClassTraits.Abstract;
        if (type.TypeParameters.Length > 0)
            traits |= ClassTraits.Generic;
        if (type.IsRecord)
            traits |= ClassTraits.Record;
        if (IsOblivious(type, syntax))
            traits |= ClassTraits.Oblivious;
        for (var at = type.ContainingType; at is not null; at = at.ContainingType)
        {
            if (at.TypeParameters.Length > 0)
                traits |= ClassTraits.InGeneric;
            if (at.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) is TypeDeclarationSyntax outer && !outer.Modifiers.Any(SyntaxKind.PartialKeyword))
                traits &= ~ClassTraits.InPartial;
        }

        if (clientName is not null && type.ContainingNamespace.GetTypeMembers(clientName).Any(taken => !IsGenerated(taken)))
            traits |= ClassTraits.ClientTaken;
        return traits;
    }

    public static string? Timeout(INamedTypeSymbol type, AttributeNames names, MethodReader methods)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is not TypeDeclarationSyntax syntax)
                continue;
            foreach (var attribute in syntax.AttributeLists.SelectMany(l => l.Attributes))
            {
                if (names.Identify(attribute) == KnownAttribute.Timeout)
                    return methods.First(attribute) ?? "";
            }
        }

        return null;
    }

    public static IEnumerable<string> InheritedSteps(INamedTypeSymbol type, KnownAttribute declaredBy)
    {
        for (var at = type.BaseType; at is not null && at.SpecialType != SpecialType.System_Object; at = at.BaseType)
        {
            foreach (var method in at.GetMembers().OfType<IMethodSymbol>())
            {
                if (method.GetAttributes().Any(a => IsStep(a.AttributeClass, declaredBy)))
                    yield return $"{at.Name}.{method.Name}";
            }
        }
    }

    private static bool IsStep(INamedTypeSymbol? attribute, KnownAttribute declaredBy) => declaredBy == KnownAttribute.Participant
        ? TypeFacts.Is(attribute, KnownAttribute.Handles)
        : TypeFacts.Is(attribute, KnownAttribute.Step) || TypeFacts.Is(attribute, KnownAttribute.Remote);

    /// <summary>Who may name it: the class, and what its client says of input and result.</summary>
    public static ClassTraits Visibility(INamedTypeSymbol type, TypeRef? input, TypeRef? result)
    {
        var own = TypeFacts.Visibility(type);
        var all = new[] { own, (input?.Traits ?? TypeTraits.Public), (result?.Traits ?? TypeTraits.Public) };
        if (all.Any(t => (t & TypeTraits.Hidden) != 0))
            return ClassTraits.Hidden;
        return all.All(t => (t & TypeTraits.Public) != 0) ? ClassTraits.Public : 0;
    }

    public static string Keyword(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => "interface",
        { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
        { TypeKind: TypeKind.Struct } => "struct",
        { IsRecord: true } => "record",
        _ => "class",
    };

    // The analyzer sees the generator's output; the generator does not.
    public static bool IsGenerated(ISymbol type) =>
        type.GetAttributes().Any(a => a is { AttributeClass.Name: "GeneratedCodeAttribute", ConstructorArguments: [{ Value: SagaGenerator.ToolName }, ..] });

    private static bool IsOblivious(INamedTypeSymbol type, TypeDeclarationSyntax? syntax)
    {
        if (syntax is null || !type.Locations[0].IsInSource)
            return false;
        // Looking at a type of the class is the compiler's own answer: without annotations, references are neither.
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsImplicitlyDeclared: false } method
                && method.Parameters.FirstOrDefault(p => p.Type.IsReferenceType) is { } parameter)
                return parameter.Type.NullableAnnotation == NullableAnnotation.None;
        }

        return false;
    }
}
