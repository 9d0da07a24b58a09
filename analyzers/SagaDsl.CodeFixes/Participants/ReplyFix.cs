using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using SagaDsl.Analyzers;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SagaDsl.CodeFixes;

/// <summary>SAGA511: returns the participant's reply, by the kind of task that was written.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class ReplyFix() : SagaCodeFix("SAGA511")
{
    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        if (SagaType.MethodAround(context) is not { } method || context.Property("5") is not { } reply
            || KnownTypes.Of(context.Model.Compilation) is not { } types)
            yield break;
        var written = context.Model.GetTypeInfo(method.ReturnType, context.CancellationToken).Type;
        var task = types.IsTask(written) && written!.Name == "ValueTask" ? "ValueTask" : "Task";
        var type = $"global::System.Threading.Tasks.{task}{(reply.Length == 0 ? "" : $"<{reply}>")}";
        yield return new($"Return {context.Property("4")}", "Reply", ct => context.ReplaceAsync(
            method.ReturnType, Names.Shorten(ParseTypeName(type).WithTriviaFrom(method.ReturnType)), ct));
    }
}
