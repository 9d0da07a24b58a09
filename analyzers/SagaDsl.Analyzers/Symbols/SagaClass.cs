using Microsoft.CodeAnalysis;
using SagaDsl.Generator.Model;

namespace SagaDsl.Analyzers;

/// <summary>What a method of a saga class is for.</summary>
internal enum StepRole
{
    Helper,
    Action,
    Compensation,
}

/// <summary>A class with <c>[Saga]</c> or <c>[Participant]</c>, and which of its methods are steps or handlers, and compensations.</summary>
internal sealed class SagaClass
{
    private readonly HashSet<string> _compensations = new(StringComparer.Ordinal);
    private readonly KnownTypes _types;

    private SagaClass(INamedTypeSymbol type, KnownTypes types)
    {
        (Type, _types) = (type, types);
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (CompensationOf(method) is { } name)
                _compensations.Add(name);
        }
    }

    public INamedTypeSymbol Type { get; }

    public static SagaClass? Of(INamedTypeSymbol type, KnownTypes types) =>
        type.TypeKind == TypeKind.Class && (Attribute(type, types.Saga) ?? Attribute(type, types.Participant)) is not null ? new(type, types) : null;

    public StepRole RoleOf(IMethodSymbol method) =>
        StepOf(method) is not null ? StepRole.Action
        : _compensations.Contains(method.Name) ? StepRole.Compensation
        : StepRole.Helper;

    public bool Owns(ISymbol member) => SymbolEqualityComparer.Default.Equals(member.ContainingType?.OriginalDefinition, Type);

    public static AttributeData? Attribute(ISymbol symbol, INamedTypeSymbol? attribute)
    {
        foreach (var data in symbol.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(data.AttributeClass?.OriginalDefinition, attribute))
                return data;
        }
        return null;
    }

    private AttributeData? StepOf(IMethodSymbol method) =>
        Attribute(method, _types.Step) ?? Attribute(method, _types.Handles) ?? Attribute(method, _types.Remote);

    private string? CompensationOf(IMethodSymbol method)
    {
        if (StepOf(method) is not { } step)
            return null;
        foreach (var argument in step.NamedArguments)
        {
            if (argument.Key == Vocabulary.Step.Compensation)
                return argument.Value.Value as string;
        }
        return null;
    }
}
