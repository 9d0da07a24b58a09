using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>All rules over one saga: the generator stops on what blocks, the analyzer reports everything.</summary>
internal static class SagaRules
{
    public static IReadOnlyList<Finding> Check(SagaModel saga) => Check(saga, Wiring.Of(saga));

    public static IReadOnlyList<Finding> Check(SagaModel saga, Wiring wiring) =>
    [
        .. ((IEnumerable<Finding>)
        [
            .. ClassRules.Check(saga),
            .. NameRules.Check(saga),
            .. MethodRules.Check(saga),
            .. PolicyRules.Check(saga),
            .. MeaningRules.Check(saga),
            .. CompensationRules.Check(saga, wiring),
            .. PivotRules.Check(wiring),
            .. RejectionRules.Check(wiring),
            .. wiring.Findings,
            .. RemoteRules.Check(wiring),
            .. ValueRules.Check(saga, wiring),
            .. JsonRules.Check(saga),
        ]).Distinct(),
    ];

    /// <summary>The methods that undo a step, and the step each undoes.</summary>
    public static IEnumerable<(MethodModel Undo, MethodModel Step)> Compensations(SagaModel saga) =>
        from step in saga.Methods
        where step.Step?.Compensation is not null
        from undo in saga.Methods
        where undo.Name == step.Step!.Compensation
        select (undo, step);
}
