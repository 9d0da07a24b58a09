using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>SAGA505, 506: what a handler takes is one value of a type of its own.</summary>
internal static class CommandRules
{
    public static IEnumerable<Finding> Check(MethodModel handler)
    {
        var values = Enumerable.Range(0, handler.Parameters.Count).Where(i => handler.Parameters[i].Kind == ParameterKind.Value).ToList();
        if (values.Count > 1)
        {
            yield return RuleCatalog.TwoCommands.At(Anchor.Of(handler, AnchorPart.Parameter, values[1]), handler.Name,
                string.Join(" and ", values.Select(i => $"'{handler.Parameters[i].Name}'")));
        }
        else if (values.Count == 1 && handler.Parameters[values[0]].Type is var command && !IsOwn(command))
        {
            yield return RuleCatalog.CommandWithoutType.At(Anchor.Of(handler, AnchorPart.ParameterType, values[0]), handler.Name, command.Display);
        }
    }

    // Words of the language, arrays and what the platform brings are nobody's own.
    private static bool IsOwn(TypeRef type) =>
        !type.Is(TypeTraits.Plain | TypeTraits.Tuple)
        && type.Identity.StartsWith("global::", StringComparison.Ordinal) && !type.Identity.StartsWith("global::System.", StringComparison.Ordinal)
        && !type.Identity.EndsWith("]", StringComparison.Ordinal);
}
