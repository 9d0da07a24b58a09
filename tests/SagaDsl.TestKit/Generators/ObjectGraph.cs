using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Xunit;

namespace SagaDsl.TestKit.Generators;

/// <summary>Walks everything an object holds, to prove that a model keeps no part of a compilation alive.</summary>
public static class ObjectGraph
{
    /// <summary>Fails where something of the compiler's is reachable.</summary>
    public static void HoldsNoCompilerObject(object? root)
    {
        if (Find(root) is { } path)
            Assert.Fail($"The model holds an object of the compiler: {path}");
    }

    /// <summary>The way to the first object of the compiler's, or null.</summary>
    internal static string? Find(object? root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var pending = new Stack<(object Value, string Path)>();
        Push(root, root?.GetType().Name ?? "");
        while (pending.TryPop(out var at))
        {
            // By 'is', not by exact type: what the compiler hands out is always of a derived, internal type.
            if (at.Value is ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or Location or Compilation or SemanticModel or Diagnostic or AttributeData
                or Delegate)
                return $"{at.Path} is a {at.Value.GetType().Name}";
            if (at.Value is string || at.Value.GetType().IsPrimitive || at.Value.GetType().IsEnum)
                continue;
            if (at.Value is IEnumerable items)
            {
                foreach (var item in items)
                    Push(item, at.Path + "[]");
            }

            for (var type = at.Value.GetType(); type is not null; type = type.BaseType)
            {
                foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                    Push(field.GetValue(at.Value), $"{at.Path}.{field.Name}");
            }
        }

        return null;

        void Push(object? value, string path)
        {
            if (value is not null and not Type and not Pointer && (value.GetType().IsValueType || seen.Add(value)))
                pending.Push((value, path));
        }
    }
}
