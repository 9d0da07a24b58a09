using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Reading;

/// <summary>
/// Reads a participant into its model: right or wrong, it never fails. Each handler is read as a saga of one step, so that binding, rules and
/// generated code are those of sagas.
/// </summary>
internal static class ParticipantReader
{
    /// <summary>The metadata name of the attribute that makes a class a participant.</summary>
    public static readonly string ParticipantAttribute = $"{Vocabulary.Namespace}.{Vocabulary.TypeOf(KnownAttribute.Participant)}";

    private const string NoUndo = "its handler has none";

    /// <summary>Reads a participant with all facts that rules can ask for: what the analyzer does. Null where the type is none.</summary>
    /// <param name="type">The class or interface.</param>
    /// <param name="compilation">Where it stands.</param>
    /// <param name="derived">A class of the compilation that derives from the given one, if there is one.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static ParticipantModel? ReadWithFacts(INamedTypeSymbol type, Compilation compilation, Func<INamedTypeSymbol, INamedTypeSymbol?> derived,
        CancellationToken cancellationToken)
    {
        var attribute = type.GetAttributes().FirstOrDefault(a => TypeFacts.Is(a.AttributeClass, KnownAttribute.Participant));
        if (attribute is null)
            return null;
        var model = Read(type, attribute, compilation, cancellationToken);
        var values = HandlerReader.Handlers(type).SelectMany(h => new[] { HandlerReader.CommandOf(h.Method)?.Type, Result(h.Method) }).OfType<ITypeSymbol>();
        var context = new Declaration(type, attribute, KnownAttribute.Participant, compilation).Type(Vocabulary.Participant.Json) as INamedTypeSymbol;
        var facts = JsonReader.Read(context, [.. values], derived);
        return model with { Class = model.Class with { JsonFacts = facts }, Handlers = model.Handlers.Select(h => h with { JsonFacts = facts }).ToEquatable() };
    }

    /// <summary>Reads a participant: what the generator does.</summary>
    /// <param name="type">The class or interface.</param>
    /// <param name="attribute">Its <c>[Participant]</c>.</param>
    /// <param name="compilation">Where it stands.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static ParticipantModel Read(INamedTypeSymbol type, AttributeData attribute, Compilation compilation, CancellationToken cancellationToken)
    {
        var declaration = new Declaration(type, attribute, KnownAttribute.Participant, compilation);
        var model = declaration.Read(null, cancellationToken);
        var own = OwnMethods.Read(type, declaration.Methods, static a => a == KnownAttribute.Handles, cancellationToken);
        model = model with
        {
            Participant = model.Name,
            Traits = model.Traits | ClassReader.Visibility(type, null, null)
                | (type.TypeKind == TypeKind.Interface ? ClassTraits.Contract : 0)
                | (type.GetAttributes().Any(a => TypeFacts.Is(a.AttributeClass, KnownAttribute.Saga)) ? ClassTraits.SagaToo : 0),
            Methods = own.Select(m => Bodiless.Complete(m.Model, m.Symbol, m.Syntax)).ToEquatable(),
        };
        return new()
        {
            Class = model,
            Handlers = own.Where(m => m.Model.Step is not null).Select(h => Handler(model, own, h, (CSharpCompilation)compilation)).ToEquatable(),
            Contracts = type.TypeKind == TypeKind.Interface ? default : ContractReader.Read(type, declaration.Types).ToEquatable(),
        };
    }

    private static SagaModel Handler(SagaModel participant, List<OwnMethod> own, OwnMethod handler, CSharpCompilation compilation)
    {
        var ordinal = HandlerReader.CommandOf(handler.Symbol)?.Ordinal ?? -1;
        var command = ordinal < 0 ? null : handler.Symbol.Parameters[ordinal].Type;
        var commandRef = ordinal < 0 ? null : handler.Model.Parameters[ordinal].Type;
        var reply = handler.Model.Result is { } result ? (handler.Model.Name, Result(handler.Symbol)!, result) : default((string, ITypeSymbol, TypeRef)?);
        var sources = new Sources(compilation, command, reply is { } one ? [one] : [], commandRef);
        var step = handler.Model.Step!;
        return participant with
        {
            Name = $"{participant.Name}.{step.Name ?? Names.OfStep(handler.Model.Name)}",
            Input = commandRef,
            Result = handler.Model.Result,
            Methods = own.Select(m => sources.Complete(m == handler ? Action(m.Model) : m.Model with { Step = null }, m.Symbol)).ToEquatable(),
        };
    }

    private static MethodModel Action(MethodModel handler) =>
        handler.Step!.Compensation is null ? handler with { NoCompensation = handler.NoCompensation ?? NoUndo } : handler;

    private static ITypeSymbol? Result(IMethodSymbol method) =>
        method.ReturnsVoid || OwnMethods.ResultOf(method) is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments.Length: 0 } task
            && TypeFacts.IsIn(task, "System.Threading.Tasks")
            ? null : OwnMethods.ResultOf(method);
}
