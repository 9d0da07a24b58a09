using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>SAGA206–210: compensatable steps, then at most one pivot, then retriable steps.</summary>
internal static class PivotRules
{
    public static IEnumerable<Finding> Check(Wiring wiring)
    {
        var pivot = wiring.Steps.FirstOrDefault(s => s.Action.Step!.Kind == StepModel.Pivot);
        return wiring.Steps.SelectMany(step => step.Action.Step!.Kind switch
        {
            StepModel.Pivot => OnPivot(step, pivot!),
            StepModel.Retriable => OnRetriable(step, wiring),
            _ => OnCompensatable(step, pivot, wiring.Order),
        });
    }

    private static IEnumerable<Finding> OnPivot(WiredStep step, WiredStep first)
    {
        if (step != first)
            yield return RuleCatalog.TwoPivots.At(Anchor.OfStep(step.Action, Vocabulary.Step.Kind), step.Action.Name, first.Action.Name);
        if (step.Action.Retry?.MaxAttempts is { } attempts and > 0)
            yield return RuleCatalog.PivotAttempts.At(
                Anchor.Argument(step.Action, KnownAttribute.Retry, Vocabulary.Retry.MaxAttempts), step.Action.Name, attempts.ToString());
    }

    private static IEnumerable<Finding> OnCompensatable(WiredStep step, WiredStep? pivot, StepOrder order)
    {
        if (pivot is not null && !order.IsBefore(step.Index, pivot.Index))
            yield return RuleCatalog.NotBeforePivot.At(Anchor.Of(step.Action), step.Action.Name, pivot.Action.Name);
    }

    private static IEnumerable<Finding> OnRetriable(WiredStep step, Wiring wiring)
    {
        var late = wiring.Steps.FirstOrDefault(other => other.Action.Step!.Kind is StepModel.Compensatable or StepModel.Pivot
            && !wiring.Order.IsBefore(other.Index, step.Index));
        if (late is not null)
            yield return RuleCatalog.RetriableTooEarly.At(Anchor.Of(step.Action), step.Action.Name, late.Action.Name,
                "the saga could still turn back while it runs, and nothing undoes it");
        if (step.Action.RejectOn.Count > 0)
            yield return RuleCatalog.RejectOnRetriable.At(Anchor.Of(step.Action, KnownAttribute.RejectOn), step.Action.Name);
    }
}
