using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Reading;

/// <summary>Reads <c>[Remote]</c>, and the handler that it names.</summary>
internal sealed class RemoteReader(SemanticModels models, ArgumentReader arguments, TypeReader types)
{
    private readonly HandlerReader _handlers = new(types);

    public RemoteModel Read(AttributeSyntax attribute, IMethodSymbol step)
    {
        var named = arguments.Text(ArgumentReader.Positional(attribute).FirstOrDefault()) ?? "";
        if (Participant(attribute) is not { } type)
            return new(new("?", "object", "?", IsNullable: false, TypeTraits.Unknown), null, named, 0, null, default, default);
        var all = HandlerReader.Handlers(type).ToList();
        var found = all.Where(h => h.Method.Name == named).ToList();
        // What the saga does not use is not kept: a change of it must not write the saga again.
        var handler = found.Count == 1 ? _handlers.Read(found[0].Method, found[0].Attribute) : null;
        return new(
            types.Read(type),
            HandlerReader.NameOf(type) ?? (HandlerReader.IsParticipant(type) ? "" : null),
            named,
            found.Count,
            handler,
            handler is null ? all.Select(h => h.Method.Name).Distinct().ToEquatable() : default,
            handler is null || IsCommand(step, handler) ? default : Constructors(HandlerReader.CommandOf(found[0].Method)?.Type));
    }

    /// <summary>The command's type of a step that a participant does; null where it is none, or takes none.</summary>
    public static ITypeSymbol? CommandOf(IMethodSymbol step) =>
        step.GetAttributes().FirstOrDefault(a => TypeFacts.Is(a.AttributeClass, KnownAttribute.Remote)) is
            { AttributeClass.TypeArguments: [INamedTypeSymbol participant], ConstructorArguments: [{ Value: string named }] }
            ? HandlerReader.Handlers(participant).Where(h => h.Method.Name == named).Select(h => HandlerReader.CommandOf(h.Method)?.Type).FirstOrDefault()
            : null;

    private ITypeSymbol? Participant(AttributeSyntax attribute)
    {
        var model = models.Of(attribute.SyntaxTree);
        var written = attribute.Name.DescendantNodesAndSelf().OfType<GenericNameSyntax>().FirstOrDefault()?.TypeArgumentList.Arguments.FirstOrDefault();
        var type = written is not null
            ? model.GetTypeInfo(written).Type
            : (model.GetTypeInfo(attribute).Type as INamedTypeSymbol)?.TypeArguments.FirstOrDefault();
        return type is INamedTypeSymbol { TypeKind: not TypeKind.Error } ? type : null;
    }

    private bool IsCommand(IMethodSymbol step, HandlerModel handler) =>
        step.Parameters is [var only] && types.Read(only.Type).Identity == handler.Command?.Identity;

    // Those that code beside the saga can call: a constructor that leaves required members unset is none of them.
    private EquatableArray<ConstructorModel> Constructors(ITypeSymbol? command) =>
        command is not INamedTypeSymbol { IsAbstract: false } type
            ? default
            : type.InstanceConstructors
                .Where(c => c.DeclaredAccessibility == Accessibility.Public && c.Parameters.All(p => p.RefKind is RefKind.None or RefKind.In)
                    && (!HasRequiredMembers(type) || c.GetAttributes().Any(a => a.AttributeClass?.Name == "SetsRequiredMembersAttribute")))
                .Select(c => new ConstructorModel(c.Parameters.Select(p => new ConstructorParameter(p.Name, types.Read(p.Type))).ToEquatable()))
                .ToEquatable();

    private static bool HasRequiredMembers(INamedTypeSymbol type)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            foreach (var member in at.GetMembers())
            {
                if (member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })
                    return true;
            }
        }

        return false;
    }
}
