using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using SagaDsl.Analyzers;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SagaDsl.CodeFixes;

/// <summary>The method of a saga class that a finding stands in.</summary>
internal sealed class StepMethod
{
    private StepMethod(MethodDeclarationSyntax syntax, IMethodSymbol symbol, SagaClass saga, KnownTypes types) =>
        (Syntax, Symbol, Saga, Types) = (syntax, symbol, saga, types);

    public MethodDeclarationSyntax Syntax { get; }

    public IMethodSymbol Symbol { get; }

    public SagaClass Saga { get; }

    public KnownTypes Types { get; }

    public StepRole Role => Saga.RoleOf(Symbol);

    /// <summary>The method around a node, or null where it is none of a saga's.</summary>
    public static StepMethod? Around(FixContext context)
    {
        if (context.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } syntax || KnownTypes.Of(context.Model.Compilation) is not { } types
            || context.Model.GetDeclaredSymbol(syntax, context.CancellationToken) is not { } symbol || types.SagaOf(symbol.ContainingType) is not { } saga)
        {
            return null;
        }
        return new(syntax, symbol, saga, types);
    }

    /// <summary>
    /// The name by which a node reaches the step's context: an existing parameter, or one that <see cref="WithContext"/> adds.
    /// Null where there is none and none can be added: a helper's callers would have to give it, and a static function captures nothing.
    /// </summary>
    public string? ContextAt(SyntaxNode node)
    {
        foreach (var ancestor in node.Ancestors())
        {
            if (ancestor is AnonymousFunctionExpressionSyntax lambda && lambda.Modifiers.Any(SyntaxKind.StaticKeyword)
                || ancestor is LocalFunctionStatementSyntax local && local.Modifiers.Any(SyntaxKind.StaticKeyword))
            {
                return null;
            }
        }
        return Existing?.Name ?? (Role == StepRole.Helper ? null : FreeName("step"));
    }

    public IParameterSymbol? Existing => Symbol.Parameters.FirstOrDefault(p => Types.IsContext(p.Type));

    /// <summary>Adds <c>StepContext step</c> to a parameter list, at its end.</summary>
    public ParameterListSyntax WithContext(string name) => WithParameter("global::SagaDsl.StepContext", name);

    public ParameterListSyntax WithParameter(string type, string name)
    {
        var parameter = Parameter(Identifier(name)).WithType(ParseTypeName(type).WithAdditionalAnnotations(Simplifier.Annotation).WithTrailingTrivia(Space));
        var list = Syntax.ParameterList;
        var last = list.Parameters.LastOrDefault();
        // Nothing may follow a parameter array, and a required parameter precedes optional ones.
        var index = list.Parameters.TakeWhile(p => p.Default is null && !p.Modifiers.Any(SyntaxKind.ParamsKeyword)).Count();
        if (last is null)
            return list.WithParameters(SingletonSeparatedList(parameter));
        var nodes = list.Parameters.GetWithSeparators().ToList();
        var comma = Token(SyntaxKind.CommaToken).WithTrailingTrivia(Space);
        if (index == list.Parameters.Count)
            nodes.AddRange([comma, parameter]);
        else
            nodes.InsertRange(index * 2, [parameter, comma]);
        return list.WithParameters(SeparatedList<ParameterSyntax>(nodes));
    }

    /// <summary>A name that neither a parameter nor a variable of the method has.</summary>
    public string FreeName(string wanted)
    {
        var taken = new HashSet<string>(Syntax.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText));
        var name = wanted;
        for (var i = 2; taken.Contains(name); i++)
            name = wanted + i;
        return name;
    }
}
