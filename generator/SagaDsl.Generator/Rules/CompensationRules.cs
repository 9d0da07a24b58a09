using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>SAGA201–205, 307, 308: every step is paired with what undoes it, and the undo can find what to undo.</summary>
internal static class CompensationRules
{
    public static IEnumerable<Finding> Check(SagaModel saga, Wiring wiring) =>
        wiring.Steps.SelectMany(step => Pairing(saga, step).Concat(Handle(step)));

    private static IEnumerable<Finding> Pairing(SagaModel saga, WiredStep step)
    {
        var action = step.Action;
        if (action.Step!.Compensation is not { } name)
        {
            if (action is { Remote: null, Step.Kind: StepModel.Compensatable, NoCompensation: null })
                yield return RuleCatalog.NoCompensation.At(Anchor.Of(action), action.Name);
            yield break;
        }

        var anchor = Anchor.OfStep(action, Vocabulary.Step.Compensation);
        var named = saga.Methods.Where(m => m.Name == name).ToList();
        if (action.Step.Kind is StepModel.Pivot or StepModel.Retriable)
            yield return RuleCatalog.CompensationUseless.At(anchor, action.Name, action.Step.Kind == StepModel.Pivot ? "the pivot" : "retriable", name);
        else if (named.Count == 0)
            yield return RuleCatalog.CompensationUnknown.At(anchor, name, action.Name,
                Spelling.Suggest(name, saga.Methods.Where(m => !IsStep(m)).Select(m => m.Name)));
        else if (named.Count > 1)
            yield return RuleCatalog.CompensationAmbiguous.At(anchor, name, action.Name, named.Count.ToString());
        else if (IsStep(named[0]))
            yield return RuleCatalog.CompensationIsStep.At(anchor, name, action.Name);
    }

    // A handler is a step too, of another command's saga.
    private static bool IsStep(MethodModel method) => method.Step is not null || method.Is(MethodTraits.Handler);

    private static IEnumerable<Finding> Handle(WiredStep step)
    {
        if (step.UndoRow is not { Method: var undo, Arguments: var arguments })
            yield break;
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (argument.Source != ArgumentSource.Result || argument.Step != step.Index)
                continue;
            var type = argument.Parameter.Type;
            if (!type.IsNullable)
                yield return RuleCatalog.NeedsOwnResult.At(Anchor.Of(undo, AnchorPart.Parameter, i), undo.Name, step.Action.Name, type.Display);
            else if (arguments.All(a => a == argument || a.Source == ArgumentSource.Token))
                yield return RuleCatalog.NullIdentifiesNothing.At(Anchor.Of(undo, AnchorPart.Parameter, i), undo.Name, argument.Parameter.Name);
        }
    }
}
