using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SagaDsl.CodeFixes;

/// <summary>
/// The beginning of a compensation, which finds the effect by the action's key. Until it is written it fails, and the engine calls for a person.
/// </summary>
internal static class UndoStub
{
    public static MethodDeclarationSyntax For(MethodDeclarationSyntax step, string name)
    {
        var access = step.Modifiers.Where(static m => m.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.PrivateKeyword
            or SyntaxKind.ProtectedKeyword);
        var modifiers = string.Concat(access.Select(static m => m.Text + " "));
        var text = $"{modifiers}global::System.Threading.Tasks.Task {name}(global::SagaDsl.StepContext step) => "
            + $"throw new global::System.NotImplementedException($\"Undo what {step.Identifier.ValueText} did under the key {{step.ActionKey}}.\");";
        var indent = step.GetLeadingTrivia().LastOrDefault(static t => t.IsKind(SyntaxKind.WhitespaceTrivia));
        var end = step.SyntaxTree.GetText().ToString().Contains("\r\n") ? CarriageReturnLineFeed : LineFeed;
        return Names.Shorten((MethodDeclarationSyntax)ParseMemberDeclaration(text)!).WithLeadingTrivia(end, indent).WithTrailingTrivia(end);
    }
}
