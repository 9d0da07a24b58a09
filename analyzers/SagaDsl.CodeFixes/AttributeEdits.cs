using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Generator.Model;
using SagaDsl.Generator.Reading;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SagaDsl.CodeFixes;

/// <summary>Changes attributes of a method and leaves everything else as it stands.</summary>
internal static class AttributeEdits
{
    /// <summary>What makes a method a step.</summary>
    public static AttributeSyntax? Step(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(l => l.Attributes)
            .FirstOrDefault(a => Is(a, KnownAttribute.Step) || Is(a, KnownAttribute.Remote) || Is(a, KnownAttribute.Handles));

    /// <summary>Whether an attribute is written by a name.</summary>
    public static bool Is(AttributeSyntax attribute, KnownAttribute known) => Vocabulary.Named(AttributeNames.Written(attribute)) == known;

    /// <summary>Sets a named argument, at the end where it is new.</summary>
    public static AttributeSyntax With(AttributeSyntax attribute, string property, string value)
    {
        var expression = ParseExpression(value);
        if (Argument(attribute, property) is { } existing)
            return attribute.ReplaceNode(existing.Expression, expression.WithTriviaFrom(existing.Expression));
        var argument = AttributeArgument(expression).WithNameEquals(NameEquals(IdentifierName(property)
            .WithTrailingTrivia(Space)).WithEqualsToken(Token(SyntaxKind.EqualsToken).WithTrailingTrivia(Space)));
        var list = attribute.ArgumentList ?? AttributeArgumentList();
        var nodes = list.Arguments.GetWithSeparators();
        nodes = list.Arguments.Count == 0 ? nodes.Add(argument) : nodes.AddRange([Token(SyntaxKind.CommaToken).WithTrailingTrivia(Space), argument]);
        return attribute.WithArgumentList(list.WithArguments(SeparatedList<AttributeArgumentSyntax>(nodes)));
    }

    /// <summary>Removes a named argument, and the parentheses with the last one.</summary>
    public static AttributeSyntax Without(AttributeSyntax attribute, string property)
    {
        if (attribute.ArgumentList is not { } list || Argument(attribute, property) is not { } argument)
            return attribute;
        var index = list.Arguments.IndexOf(argument);
        var rest = list.Arguments.RemoveAt(index);
        if (index == 0 && rest.Count > 0)
            rest = rest.Replace(rest[0], rest[0].WithLeadingTrivia(argument.GetLeadingTrivia()));
        return attribute.WithArgumentList(rest.Count == 0 ? null : list.WithArguments(rest));
    }

    /// <summary>Removes attributes; a list that becomes empty goes with its line.</summary>
    public static MethodDeclarationSyntax Remove(MethodDeclarationSyntax method, Func<AttributeSyntax, bool> which)
    {
        var lists = new List<AttributeListSyntax>();
        foreach (var list in method.AttributeLists)
        {
            var kept = list.Attributes;
            foreach (var attribute in list.Attributes.Where(which))
            {
                var at = kept.IndexOf(a => a.IsEquivalentTo(attribute));
                kept = kept.RemoveAt(at);
            }
            if (kept.Count > 0)
                lists.Add(list.WithAttributes(kept));
        }
        var leading = method.GetLeadingTrivia();
        var changed = method.WithAttributeLists(List(lists));
        return lists.Count == method.AttributeLists.Count ? changed : changed.WithLeadingTrivia(leading);
    }

    /// <summary>Puts an attribute behind another in the same brackets: <c>[Step, NoCompensation("…")]</c>.</summary>
    public static MethodDeclarationSyntax AddBehind(MethodDeclarationSyntax method, AttributeSyntax first, string added)
    {
        var list = (AttributeListSyntax)first.Parent!;
        var parsed = ((MethodDeclarationSyntax)ParseMemberDeclaration($"[{added}] void M() {{ }}")!).AttributeLists[0].Attributes[0];
        var nodes = list.Attributes.GetWithSeparators();
        var at = nodes.IndexOf(first) + 1;
        return method.ReplaceNode(list,
            list.WithAttributes(SeparatedList<AttributeSyntax>(nodes.InsertRange(at, [Token(SyntaxKind.CommaToken).WithTrailingTrivia(Space), parsed]))));
    }

    /// <summary>Puts an attribute before a parameter.</summary>
    public static ParameterSyntax AddTo(ParameterSyntax parameter, string added)
    {
        var list = ((MethodDeclarationSyntax)ParseMemberDeclaration($"[{added}] void M() {{ }}")!).AttributeLists[0].WithoutTrivia().WithTrailingTrivia(Space);
        var leading = parameter.GetLeadingTrivia();
        return parameter.WithoutLeadingTrivia().WithAttributeLists(parameter.AttributeLists.Insert(0, list)).WithLeadingTrivia(leading);
    }

    private static AttributeArgumentSyntax? Argument(AttributeSyntax attribute, string property) =>
        attribute.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == property);
}
