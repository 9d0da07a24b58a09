using Microsoft.CodeAnalysis;

namespace SagaDsl.Analyzers;

/// <summary>Which classes of a compilation derive from which: gathered when it is first asked, which only unsealed results do.</summary>
internal sealed class DerivedTypes(Compilation compilation)
{
    private readonly Lazy<Dictionary<INamedTypeSymbol, INamedTypeSymbol>> _byBase = new(() => Gather(compilation.Assembly.GlobalNamespace));

    public INamedTypeSymbol? Of(INamedTypeSymbol type) => _byBase.Value.TryGetValue(type.OriginalDefinition, out var derived) ? derived : null;

    private static Dictionary<INamedTypeSymbol, INamedTypeSymbol> Gather(INamespaceSymbol root)
    {
        var found = new Dictionary<INamedTypeSymbol, INamedTypeSymbol>(SymbolEqualityComparer.Default);
        var pending = new Stack<INamespaceOrTypeSymbol>([root]);
        while (pending.Count > 0)
        {
            var at = pending.Pop();
            if (at is INamedTypeSymbol { TypeKind: TypeKind.Class, BaseType: { SpecialType: not SpecialType.System_Object } ancestor } type
                && !found.ContainsKey(ancestor.OriginalDefinition))
                found.Add(ancestor.OriginalDefinition, type);
            foreach (var member in at.GetMembers())
            {
                if (member is INamespaceOrTypeSymbol inner)
                    pending.Push(inner);
            }
        }
        return found;
    }
}
