using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SagaDsl.Analyzers;

/// <summary>Questions about operations that several rules ask.</summary>
internal static class OperationFacts
{
    /// <summary>Without the conversions and parentheses around it.</summary>
    public static IOperation Bare(this IOperation operation)
    {
        while (operation is IConversionOperation or IParenthesizedOperation)
            operation = operation is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)operation).Operand;
        return operation;
    }

    public static IEnumerable<IOperation> Ancestors(this IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
            yield return parent;
    }

    /// <summary>The lambda or local function an operation stands in, or null where it stands in the method itself.</summary>
    public static IMethodSymbol? Function(this IOperation operation)
    {
        foreach (var parent in operation.Ancestors())
        {
            if (parent is IAnonymousFunctionOperation lambda)
                return lambda.Symbol;
            if (parent is ILocalFunctionOperation local)
                return local.Symbol;
        }
        return null;
    }

    public static bool InNameOf(this IOperation operation) => operation.Ancestors().Any(static a => a is INameOfOperation);

    /// <summary>The called method's name as written: <c>orders.CreateAsync</c>.</summary>
    public static string Display(this IOperation operation) => operation.Syntax switch
    {
        InvocationExpressionSyntax { Expression: { } called } => Shortened(called.ToString()),
        ObjectCreationExpressionSyntax { Type: { } type } => "new " + Shortened(type.ToString()),
        { } other => Shortened(other.ToString()),
    };

    /// <summary>The part of a call that names what is called: arguments are left out of the span.</summary>
    public static SyntaxNode Name(this SyntaxNode call) => call switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => member.Name,
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax member } => member.Name,
        InvocationExpressionSyntax { Expression: { } called } => called,
        _ => call,
    };

    private static string Shortened(string text)
    {
        var line = string.Join(" ", text.Split([' ', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)).Replace(" .", ".");
        return line.Length <= 60 ? line : line.Substring(0, 59) + "…";
    }
}
