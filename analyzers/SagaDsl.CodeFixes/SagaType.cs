using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Analyzers;
using SagaDsl.Generator.Model;
using SagaDsl.Generator.Reading;
using SagaDsl.Generator.Rules;

namespace SagaDsl.CodeFixes;

/// <summary>The saga class or participant that a finding stands in, read as the generator reads it.</summary>
internal sealed class SagaType
{
    private SagaType(TypeDeclarationSyntax syntax, INamedTypeSymbol symbol, SagaModel model) =>
        (Syntax, Symbol, Model, Order) = (syntax, symbol, model, StepOrder.Of(model, []));

    public TypeDeclarationSyntax Syntax { get; }

    public INamedTypeSymbol Symbol { get; }

    public SagaModel Model { get; }

    public StepOrder Order { get; }

    /// <summary>The class around a node, or null where it is neither.</summary>
    public static SagaType? Around(FixContext context)
    {
        if (context.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } syntax
            || context.Model.GetDeclaredSymbol(syntax, context.CancellationToken) is not INamedTypeSymbol symbol
            || KnownTypes.Of(context.Model.Compilation) is not { } types)
        {
            return null;
        }
        var compilation = context.Model.Compilation;
        if (SagaClass.Attribute(symbol, types.Saga) is { } saga)
            return new(syntax, symbol, SagaReader.Read(symbol, saga, compilation, context.CancellationToken));
        return SagaClass.Attribute(symbol, types.Participant) is { } participant
            ? new(syntax, symbol, ParticipantReader.Read(symbol, participant, compilation, context.CancellationToken).Class)
            : null;
    }

    /// <summary>The method a node stands in.</summary>
    public static MethodDeclarationSyntax? MethodAround(FixContext context) => context.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>();

    /// <summary>The index of the step that a method is, or that it undoes; -1 where it is neither.</summary>
    public int StepOf(MethodDeclarationSyntax method)
    {
        var name = method.Identifier.ValueText;
        for (var i = 0; i < Order.Steps.Count; i++)
        {
            if (Order.Steps[i].Name == name || Order.Steps[i].Step!.Compensation == name)
                return i;
        }
        return -1;
    }

    public bool IsUndo(MethodDeclarationSyntax method) => Order.Steps.All(s => s.Name != method.Identifier.ValueText);
}
