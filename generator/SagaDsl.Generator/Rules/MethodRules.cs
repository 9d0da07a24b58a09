using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>SAGA109, 110: how steps and compensations are declared.</summary>
internal static class MethodRules
{
    public static IEnumerable<Finding> Check(SagaModel saga)
    {
        foreach (var inherited in saga.InheritedSteps)
            yield return RuleCatalog.BadSignature.At(Anchor.Class(), inherited, Inherited(saga));

        var called = saga.Methods.Where(m => m.Step is not null).Concat(SagaRules.Compensations(saga).Select(pair => pair.Undo)).Distinct();
        foreach (var finding in called.SelectMany(Check))
            yield return finding;
    }

    private static IEnumerable<Finding> Check(MethodModel method)
    {
        if (method is { Returns: ReturnKind.Void } && method.Is(MethodTraits.Async))
            yield return RuleCatalog.AsyncVoid.At(Anchor.Of(method, AnchorPart.ReturnType), method.Name);
        if (method.Is(MethodTraits.Generic))
            yield return RuleCatalog.BadSignature.At(Anchor.Of(method), method.Name, "it is generic, and no type argument is known to the engine");
        if (method.Is(MethodTraits.Bodiless) && method.Remote is null)
            yield return RuleCatalog.BadSignature.At(Anchor.Of(method), method.Name, "it has no body");
        if (method.Step is { Kind: not (StepModel.Compensatable or StepModel.Pivot or StepModel.Retriable) })
            yield return RuleCatalog.BadSignature.At(
                Anchor.OfStep(method, Vocabulary.Step.Kind), method.Name, "its Kind is no StepKind");

        if (method is { Returns: ReturnKind.Unsupported, Result: { } result })
            yield return RuleCatalog.BadSignature.At(Anchor.Of(method, AnchorPart.ReturnType), method.Name,
                $"it returns {result.Display}, {WhyNot(result)}. Return Task, Task<T>, ValueTask, ValueTask<T>, a value or nothing");
        for (var i = 0; i < method.Parameters.Count; i++)
        {
            if (method.Parameters[i] is { Kind: ParameterKind.Unsupported } parameter)
                yield return RuleCatalog.BadSignature.At(Anchor.Of(method, AnchorPart.ParameterType, i), method.Name,
                    $"its parameter '{parameter.Name}' is {parameter.Type.Display}, {WhyNot(parameter.Type)}");
        }
    }

    private static string Inherited(SagaModel saga) => saga.DeclaredBy == KnownAttribute.Participant
        ? "handlers of a base class are not run; declare it in the participant's class"
        : "steps of a base class are not run; declare it in the saga class";

    private static string WhyNot(TypeRef type) =>
        type.Is(TypeTraits.Unknown) ? "which does not exist, or is made by another generator that this one cannot see"
        : type.Is(TypeTraits.Unusable) ? "which cannot be stored"
        : "passed in a way that cannot be stored";
}
