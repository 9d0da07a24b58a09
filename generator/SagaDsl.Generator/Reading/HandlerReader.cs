using Microsoft.CodeAnalysis;
using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Reading;

/// <summary>Reads a participant's handlers from its symbols alone: it may stand in this compilation, in another, or in metadata.</summary>
internal sealed class HandlerReader(TypeReader types)
{
    /// <summary>The participant's name; null where the type is no participant, or its name is no text.</summary>
    public static string? NameOf(ITypeSymbol type) =>
        Attribute(type, KnownAttribute.Participant) is { ConstructorArguments: [{ Value: string name }] } ? name : null;

    /// <summary>Whether a type is a participant or the contract of one.</summary>
    public static bool IsParticipant(ITypeSymbol type) => Attribute(type, KnownAttribute.Participant) is not null;

    /// <summary>The methods that handle commands, in the order of their declaration.</summary>
    public static IEnumerable<(IMethodSymbol Method, AttributeData Attribute)> Handlers(ITypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method && Attribute(method, KnownAttribute.Handles) is { } attribute)
                yield return (method, attribute);
        }
    }

    /// <summary>What a command is: the first parameter that is neither the step's context nor a token.</summary>
    public static IParameterSymbol? CommandOf(IMethodSymbol method) => method.Parameters.FirstOrDefault(p => !IsGiven(p.Type));

    public HandlerModel Read(IMethodSymbol method, AttributeData attribute) => new(
        method.Name,
        attribute.ConstructorArguments is [{ Value: string name }] ? name : Names.OfStep(method.Name),
        CommandOf(method) is { } command ? types.Read(command.Type) : null,
        MethodReader.Returned(method, types).Result,
        attribute.NamedArguments.FirstOrDefault(a => a.Key == Vocabulary.Handles.Compensation).Value is { Value: string { Length: > 0 } undo } ? undo : null,
        Attribute(method, KnownAttribute.NoCompensation) is { } none ? none.ConstructorArguments is [{ Value: string reason }] ? reason : "" : null);

    private static bool IsGiven(ITypeSymbol type) =>
        type.Name == "StepContext" && TypeFacts.IsIn(type, Vocabulary.Namespace)
        || type.Name == "CancellationToken" && TypeFacts.IsIn(type, "System.Threading");

    private static AttributeData? Attribute(ISymbol symbol, KnownAttribute known)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (TypeFacts.Is(attribute.AttributeClass, known))
                return attribute;
        }

        return null;
    }
}
