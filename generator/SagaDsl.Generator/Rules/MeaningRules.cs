using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>SAGA115: attributes that have no effect where they stand.</summary>
internal static class MeaningRules
{
    public static IEnumerable<Finding> Check(SagaModel saga)
    {
        var undos = new HashSet<string>(saga.Methods.Select(m => m.Step?.Compensation).OfType<string>(), StringComparer.Ordinal);
        return OnClass(saga).Concat(saga.Methods.Where(m => m.Is(MethodTraits.Annotated)).SelectMany(method =>
            method.Remote is not null ? []
            : method.Step is { } step ? OnStep(method, step)
            : undos.Contains(method.Name) ? OnUndo(method)
            : OnNeither(method, saga)));
    }

    private static IEnumerable<Finding> OnClass(SagaModel saga)
    {
        if (saga is { DeclaredBy: KnownAttribute.Participant, Timeout: not null })
            yield return RuleCatalog.Meaningless.At(Anchor.Class(AnchorPart.Attribute) with { Attribute = KnownAttribute.Timeout },
                nameof(KnownAttribute.Timeout), saga.Class, "a participant has no time of its own; put it on its methods");
    }

    private static IEnumerable<Finding> OnStep(MethodModel method, StepModel step)
    {
        if (method.NoCompensation is null)
            yield break;
        if (step.Compensation is not null)
            yield return Useless(method, KnownAttribute.NoCompensation, $"the step has the compensation {step.Compensation}");
        else if (step.Kind != StepModel.Compensatable)
            yield return Useless(method, KnownAttribute.NoCompensation, "a pivot or retriable step is never undone");
    }

    private static IEnumerable<Finding> OnUndo(MethodModel method)
    {
        const string Why = "a compensation is retried until it succeeds; it governs actions only";
        if (method.RejectOn.Count > 0)
            yield return Useless(method, KnownAttribute.RejectOn, Why);
        if (method.Is(MethodTraits.AtMostOnce))
            yield return Useless(method, KnownAttribute.AtMostOnce, Why);
        if (method.NoCompensation is not null)
            yield return Useless(method, KnownAttribute.NoCompensation, "the method is a compensation itself");
    }

    private static IEnumerable<Finding> OnNeither(MethodModel method, SagaModel saga)
    {
        var why = $"the method is neither a {(saga.DeclaredBy == KnownAttribute.Participant ? "handler" : "step")} nor a compensation";
        if (method.Retry is not null)
            yield return Useless(method, KnownAttribute.Retry, why);
        if (method.Timeout is not null)
            yield return Useless(method, KnownAttribute.Timeout, why);
        if (method.RejectOn.Count > 0)
            yield return Useless(method, KnownAttribute.RejectOn, why);
        if (method.Is(MethodTraits.AtMostOnce))
            yield return Useless(method, KnownAttribute.AtMostOnce, why);
        if (method.NoCompensation is not null)
            yield return Useless(method, KnownAttribute.NoCompensation, why);
    }

    private static Finding Useless(MethodModel method, KnownAttribute attribute, string why) =>
        RuleCatalog.Meaningless.At(Anchor.Of(method, attribute), attribute.ToString(), method.Name, why);
}
