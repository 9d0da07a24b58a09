using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>SAGA106: names that are in keys and journals for ever.</summary>
internal static class NameRules
{
    public static IEnumerable<Finding> Check(SagaModel saga)
    {
        if (Wrong(saga.Name) is { } wrong)
            yield return RuleCatalog.BadName.At(Anchor.Class(KnownAttribute.Saga), saga.Name ?? "", wrong);

        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var method in saga.Methods)
        {
            if (method.Step is not { } step)
                continue;
            var name = step.Name ?? Names.OfStep(method.Name);
            var anchor = NameOf(method);
            if (Wrong(name) is { } problem)
                yield return RuleCatalog.BadName.At(anchor, name, problem);
            else if (seen.TryGetValue(name, out var other))
                yield return RuleCatalog.BadName.At(anchor, name, $"is that of step {other} already");
            else
                seen.Add(name, method.Name);
        }
    }

    private static Anchor NameOf(MethodModel method) => method.Step!.Name is null
        ? Anchor.Of(method)
        : Anchor.OfStep(method, method.Remote is null ? null : Vocabulary.Remote.Name);

    private static string? Wrong(string? name) => name switch
    {
        null => "of the saga is no constant text",
        "" => "is empty",
        { Length: > 100 } => "is too long",
        _ => Names.IsLasting(name) ? null : "has characters that are not allowed",
    };
}
