using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>All rules over one participant: its own, and those of sagas for each handler, which is a saga of one step.</summary>
internal static class ParticipantRules
{
    public static IReadOnlyList<Finding> Check(ParticipantModel participant)
    {
        var type = participant.Class;
        var isContract = type.Is(ClassTraits.Contract);
        return
        [
            .. ((IEnumerable<Finding>)
            [
                .. ParticipantClassRules.Check(type),
                .. AddressRules.Check(type),
                .. MethodRules.Check(type),
                .. PolicyRules.Check(type),
                .. isContract ? ContractRules.OnContract(type) : MeaningRules.Check(type),
                .. participant.Handlers.SelectMany(handler => Handler(handler, isContract)),
                .. ContractRules.Check(participant),
                .. JsonRules.Check(type),
            ]).Distinct(),
        ];
    }

    private static IEnumerable<Finding> Handler(SagaModel handler, bool isContract)
    {
        var wiring = Wiring.Of(handler);
        // Where the command itself is wrong, nothing can bind to it, which is not worth a second finding.
        var own = CommandRules.Check(wiring.Steps[0].Action).ToList();
        IEnumerable<Finding> pairing = isContract ? [] : CompensationRules.Check(handler, wiring);
        return own.Concat(pairing).Concat(RejectionRules.Check(wiring)).Concat(own.Count > 0 ? [] : wiring.Findings).Concat(Reply(wiring));
    }

    private static IEnumerable<Finding> Reply(Wiring wiring)
    {
        var action = wiring.Steps[0].Action;
        if (action.Result is { } reply && reply.Is(TypeTraits.Tuple))
            yield return RuleCatalog.TupleValue.At(Anchor.Of(action, AnchorPart.ReturnType), reply.Display, $"the reply of {action.Name}");
    }
}
