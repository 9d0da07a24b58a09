using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>SAGA115: attributes that have no effect where they stand.</summary>
internal static class MeaningRules
{
    public static IEnumerable<Finding> Check(SagaModel saga)
    {
        var undos = new HashSet<string>(saga.Methods.Select(m => m.Step?.Compensation).OfType<string>(), StringComparer.Ordinal);
        return saga.Methods.Where(m => m.Is(MethodTraits.Annotated)).SelectMany(method =>
            method.Step is { } step ? OnStep(method, step)
            : undos.Contains(method.Name) ? OnUndo(method)
            : OnNeither(method));
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

    private static IEnumerable<Finding> OnNeither(MethodModel method)
    {
        const string Why = "the method is neither a step nor a compensation";
        if (method.Retry is not null)
            yield return Useless(method, KnownAttribute.Retry, Why);
        if (method.Timeout is not null)
            yield return Useless(method, KnownAttribute.Timeout, Why);
        if (method.RejectOn.Count > 0)
            yield return Useless(method, KnownAttribute.RejectOn, Why);
        if (method.Is(MethodTraits.AtMostOnce))
            yield return Useless(method, KnownAttribute.AtMostOnce, Why);
        if (method.NoCompensation is not null)
            yield return Useless(method, KnownAttribute.NoCompensation, Why);
    }

    private static Finding Useless(MethodModel method, KnownAttribute attribute, string why) =>
        RuleCatalog.Meaningless.At(Anchor.Of(method, attribute), attribute.ToString(), method.Name, why);
}
