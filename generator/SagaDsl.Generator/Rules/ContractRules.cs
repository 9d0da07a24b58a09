using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>SAGA515: a participant does what its contract says. What a contract may not say at all is SAGA115.</summary>
internal static class ContractRules
{
    public static IEnumerable<Finding> Check(ParticipantModel participant) =>
        participant.Contracts.SelectMany(contract => Names(participant.Class, contract).Concat(contract.Handlers.SelectMany(wanted =>
            Handler(participant, contract, wanted))));

    /// <summary>Policies on a contract: the class that does it has its own.</summary>
    public static IEnumerable<Finding> OnContract(SagaModel contract)
    {
        foreach (var method in contract.Methods)
        {
            if (method.Retry is not null)
                yield return Useless(method, KnownAttribute.Retry);
            if (method.Timeout is not null)
                yield return Useless(method, KnownAttribute.Timeout);
            if (method.RejectOn.Count > 0)
                yield return Useless(method, KnownAttribute.RejectOn);
            if (method.Is(MethodTraits.AtMostOnce))
                yield return Useless(method, KnownAttribute.AtMostOnce);
        }
    }

    /// <summary>Whether the class has the handler of a contract's member, be it with other parameters beside the command.</summary>
    public static bool IsMet(ParticipantModel participant, ContractModel contract, MissingMember member) =>
        contract.Handlers.Any(wanted => wanted.Method == member.Method && Find(participant, wanted) is { } own && Command(own, wanted) && Reply(own, wanted));

    private static IEnumerable<Finding> Names(SagaModel type, ContractModel contract)
    {
        if (contract.Name != type.Name && type.Name is { } name)
            yield return RuleCatalog.ContractBroken.At(Anchor.Class(KnownAttribute.Participant), name, contract.Display,
                $"its name is '{contract.Name}' there, and sagas send their commands to that name");
    }

    private static IEnumerable<Finding> Handler(ParticipantModel participant, ContractModel contract, HandlerModel wanted)
    {
        if (Find(participant, wanted) is not { } own)
        {
            yield return Broken(Anchor.Class(), $"it has no handler '{wanted.Name}'");
            yield break;
        }

        var action = own.Methods.First(m => m.Step is not null);
        if (!Command(own, wanted))
            yield return Broken(Anchor.Of(action),
                $"'{action.Name}' takes {own.Input?.Display ?? "no command"}, and {wanted.Command?.Display ?? "no command"} is sent");
        if (!Reply(own, wanted))
            yield return Broken(Anchor.Of(action, AnchorPart.ReturnType),
                $"'{action.Name}' replies with {own.Result?.Shown ?? "nothing"}, and {wanted.Reply?.Shown ?? "nothing"} is expected");
        if (wanted.Compensation is not null && action.Step!.Compensation is null)
            yield return Broken(Anchor.Of(action), $"'{action.Name}' has no compensation, and sagas will ask for its undo");
        else if (wanted.Compensation is null && action.Step!.Compensation is not null)
            yield return Broken(Anchor.Of(action), $"the compensation of '{action.Name}' is not said there, and no saga will ask for its undo");

        Finding Broken(Anchor at, string why) => RuleCatalog.ContractBroken.At(at, participant.Class.Name ?? participant.Class.Class, contract.Display, why);
    }

    private static SagaModel? Find(ParticipantModel participant, HandlerModel wanted) =>
        participant.Handlers.FirstOrDefault(h => h.Name == $"{participant.Class.Name}.{wanted.Name}");

    private static bool Command(SagaModel own, HandlerModel wanted) => own.Input?.Identity == wanted.Command?.Identity;

    private static bool Reply(SagaModel own, HandlerModel wanted) =>
        own.Result?.Identity == wanted.Reply?.Identity && (own.Result is not { IsNullable: true } || wanted.Reply!.IsNullable);

    private static Finding Useless(MethodModel method, KnownAttribute attribute) => RuleCatalog.Meaningless.At(
        Anchor.Of(method, attribute), attribute.ToString(), method.Name, "a contract says what can be sent; the class that does it has its own");
}
