using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Reading;

/// <summary>Reads attribute arguments: literals, nameof and typeof from syntax, everything else as a constant.</summary>
internal sealed class ArgumentReader(SemanticModels models)
{
    /// <summary>The expression given for a property (<c>Name = …</c>).</summary>
    public static ExpressionSyntax? Named(AttributeSyntax attribute, string property)
    {
        if (attribute.ArgumentList is { } list)
        {
            foreach (var argument in list.Arguments)
            {
                if (argument.NameEquals?.Name.Identifier.ValueText == property)
                    return argument.Expression;
            }
        }

        return null;
    }

    /// <summary>The expressions given to the constructor.</summary>
    public static IEnumerable<ExpressionSyntax> Positional(AttributeSyntax attribute) =>
        attribute.ArgumentList is { } list ? list.Arguments.Where(a => a.NameEquals is null).Select(a => a.Expression) : [];

    public string? Text(ExpressionSyntax? expression) => expression switch
    {
        null => null,
        LiteralExpressionSyntax literal => literal.Token.Value as string,
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" }, ArgumentList.Arguments: [var argument] } =>
            LastName(argument.Expression),
        _ => Constant(expression) as string,
    };

    public object? Value(ExpressionSyntax? expression) => expression switch
    {
        null => null,
        LiteralExpressionSyntax literal => literal.Token.Value,
        _ => Constant(expression),
    };

    /// <summary>A kind of step: <c>StepKind.Pivot</c>, or any constant.</summary>
    public int Kind(ExpressionSyntax? expression) => expression switch
    {
        null => 0,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name, Expression: var of }
            when LastName(of) == "StepKind" && Array.IndexOf(Vocabulary.StepKinds, name) is >= 0 and var kind => kind,
        _ => Constant(expression) is int other ? other : -1,
    };

    /// <summary>The elements of an array, however it is written; null where it is not one.</summary>
    public static IEnumerable<ExpressionSyntax>? Elements(ExpressionSyntax? expression) => expression switch
    {
        CollectionExpressionSyntax list => list.Elements.OfType<ExpressionElementSyntax>().Select(e => e.Expression),
        ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions,
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions,
        ArrayCreationExpressionSyntax => [],
        _ => null,
    };

    public ITypeSymbol? Type(ExpressionSyntax expression) =>
        expression is TypeOfExpressionSyntax of ? models.Of(of.SyntaxTree).GetTypeInfo(of.Type).Type : null;

    private object? Constant(ExpressionSyntax expression) =>
        models.Of(expression.SyntaxTree).GetConstantValue(expression) is { HasValue: true, Value: var value } ? value : null;

    private static string LastName(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        _ => "",
    };
}
