using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Reading;

/// <summary>A method of the class that is read.</summary>
internal sealed record OwnMethod(MethodModel Model, IMethodSymbol Symbol, MethodDeclarationSyntax Syntax);

/// <summary>Reads the methods of a class: attributes of all, signatures of steps and compensations.</summary>
internal static class OwnMethods
{
    /// <param name="type">The class.</param>
    /// <param name="reader">Reads one method.</param>
    /// <param name="isStep">Which attributes make a method a step in this class.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static List<OwnMethod> Read(INamedTypeSymbol type, MethodReader reader, Predicate<KnownAttribute> isStep, CancellationToken cancellationToken)
    {
        var own = Declared(type, reader, isStep, cancellationToken);
        var compensations = new HashSet<string>(own.Select(m => m.Model.Step?.Compensation).OfType<string>(), StringComparer.Ordinal);
        for (var i = 0; i < own.Count; i++)
        {
            if (own[i].Model.Step is not null || compensations.Contains(own[i].Model.Name))
                own[i] = own[i] with { Model = reader.ReadSignature(own[i].Model, own[i].Symbol) };
        }

        return own;
    }

    /// <summary>What a method returns, or the task it returns brings.</summary>
    public static ITypeSymbol ResultOf(IMethodSymbol method) =>
        method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } task
            && TypeFacts.IsIn(task, "System.Threading.Tasks") ? result : method.ReturnType;

    private static List<OwnMethod> Declared(INamedTypeSymbol type, MethodReader reader, Predicate<KnownAttribute> isStep, CancellationToken cancellationToken)
    {
        var found = new List<OwnMethod>();
        var overloads = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var member in type.GetMembers())
        {
            if (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaringSyntaxReferences: [var reference, ..] } method)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            if (reference.GetSyntax(cancellationToken) is not MethodDeclarationSyntax syntax)
                continue;
            var overload = overloads.TryGetValue(method.Name, out var count) ? count : 0;
            overloads[method.Name] = overload + 1;
            found.Add(new(reader.ReadAttributes(method, syntax, overload, isStep), method, syntax));
        }

        return found;
    }
}
