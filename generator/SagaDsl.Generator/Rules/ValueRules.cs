using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>SAGA305: what can be stored at all.</summary>
internal static class ValueRules
{
    public static IEnumerable<Finding> Check(SagaModel saga, Wiring wiring)
    {
        if (saga.Input is { } input && input.Is(TypeTraits.Tuple))
            yield return RuleCatalog.TupleValue.At(Anchor.Class(AnchorPart.Marker), input.Display, "the saga's input");
        if (saga.Result is { } result && result.Is(TypeTraits.Tuple))
            yield return RuleCatalog.TupleValue.At(Anchor.Class(AnchorPart.Marker), result.Display, "the saga's result");
        foreach (var step in wiring.Steps)
        {
            if (step.Action.Result is { } own && own.Is(TypeTraits.Tuple))
                yield return RuleCatalog.TupleValue.At(Anchor.Of(step.Action, AnchorPart.ReturnType), own.Display, $"the result of {step.Action.Name}");
        }
    }
}
