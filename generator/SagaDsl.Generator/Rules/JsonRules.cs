using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>SAGA309–312: values survive JSON. Only where the reader gathered the facts.</summary>
internal static class JsonRules
{
    public static IEnumerable<Finding> Check(SagaModel saga)
    {
        if (saga.JsonFacts is not { } facts)
            yield break;
        if (facts.SerializationOnly && saga.Json is { } context)
            yield return RuleCatalog.SerializationOnly.At(Anchor.Class(saga.DeclaredBy, Vocabulary.Saga.Json), context.Display);

        foreach (var (type, anchor, what) in Values(saga))
        {
            if (facts.Readable is { } readable && saga.Json is { } json && !type.Is(TypeTraits.Plain) && !readable.Contains(type.Identity))
                yield return RuleCatalog.NotInContext.At(anchor, $"{type.Display}, {what},", json.Display, type.Display);
            if (facts.Unreadable.FirstOrDefault(r => r.Identity == type.Identity) is { } unreadable)
                yield return RuleCatalog.NotReadable.At(anchor, type.Display, what, unreadable.Text);
            if (facts.Open.FirstOrDefault(r => r.Identity == type.Identity) is { } open)
                yield return RuleCatalog.OpenResult.At(anchor, type.Display, open.Text);
        }
    }

    private static int Command(MethodModel handler) => handler.Parameters.ToList().FindIndex(p => p.Kind == ParameterKind.Value);

    private static IEnumerable<(TypeRef Type, Anchor Anchor, string What)> Values(SagaModel saga)
    {
        if (saga is { Input: { } input, DeclaredBy: KnownAttribute.Saga })
            yield return (input, Anchor.Class(AnchorPart.Marker), "the saga's input");
        foreach (var method in saga.Methods)
        {
            if (method.Step is not null && saga.DeclaredBy == KnownAttribute.Participant && Command(method) is var command and >= 0)
                yield return (method.Parameters[command].Type, Anchor.Of(method, AnchorPart.ParameterType, command), $"the command of {method.Name}");
            if (method.Remote?.Handles?.Command is { } sent)
                yield return (sent, Anchor.Of(method), $"the command of {method.Name}");
            if (method is { Step: not null, Result: { } result })
                yield return (result, Anchor.Of(method, AnchorPart.ReturnType), $"the result of {method.Name}");
        }
    }
}
