using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SagaDsl.CodeFixes;

/// <summary>Names of compensations: tells which method undoes a step by its name, and makes up a new one.</summary>
internal static class UndoNames
{
    private static readonly string[] Verbs = ["Undo", "Cancel", "Revert", "Release", "Refund"];

    /// <summary>
    /// A method of the class that is nobody's compensation and called as an undo of the step would be: <c>CancelOrder</c> for
    /// <c>CreateOrder</c>, <c>UndoCharge</c> for <c>Charge</c>, or a bare <c>Refund</c> that stands right behind it. Null where none or several are.
    /// </summary>
    public static string? Like(MethodDeclarationSyntax step, SagaType saga)
    {
        var name = Bare(step.Identifier.ValueText);
        var free = saga.Model.Methods.Where(m => m.Step is null && saga.Order.Steps.All(s => s.Step!.Compensation != m.Name)).Select(m => m.Name).Distinct()
            .ToList();
        var close = free.Where(f => Rest(f) is { Length: > 0 } rest && name.EndsWith(rest, StringComparison.Ordinal)).ToList();
        if (close.Count == 1)
            return close[0];
        var next = step.Parent is TypeDeclarationSyntax type
            ? type.Members.SkipWhile(m => m != step).Skip(1).FirstOrDefault() as MethodDeclarationSyntax
            : null;
        return close.Count == 0 && next is { Identifier.ValueText: var following } && free.Contains(following) && Rest(following) == "" ? following : null;
    }

    public static string New(MethodDeclarationSyntax step, SagaType saga)
    {
        var name = "Undo" + Bare(step.Identifier.ValueText);
        var free = name;
        for (var i = 2; saga.Symbol.GetMembers(free).Length > 0; i++)
            free = name + i;
        return free;
    }

    /// <summary>What follows the verb; null where there is no verb.</summary>
    private static string? Rest(string method)
    {
        method = Bare(method);
        var verb = Array.Find(Verbs, v => method.StartsWith(v, StringComparison.Ordinal) && (method.Length == v.Length || char.IsUpper(method[v.Length])));
        return verb is null ? null : method.Substring(verb.Length);
    }

    private static string Bare(string name) => name.Length > 5 && name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - 5) : name;
}
