using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>SAGA507–514: steps that a participant does fit its handlers, and leave to it what is its own.</summary>
internal static class RemoteRules
{
    public static IEnumerable<Finding> Check(Wiring wiring) => wiring.Steps.SelectMany(step =>
        step.Action.Remote is { } remote ? Shape(step.Action).Concat(Handler(step.Action, remote)) : []);

    private static IEnumerable<Finding> Shape(MethodModel step)
    {
        var wrong = step.Is(MethodTraits.TwoRoles) ? "has [Step] too"
            : !step.Is(MethodTraits.Partial) ? "is not partial"
            : !step.Is(MethodTraits.Bodiless) ? "has a body"
            : !step.Is(MethodTraits.Accessible) && step.Returns != ReturnKind.Void ? "does not say how visible it is"
            : null;
        if (wrong is not null)
            yield return RuleCatalog.RemoteHasBody.At(Anchor.Of(step), step.Name, wrong, $"'public partial {step.Remote!.Reply()} {step.Name}(..);'");

        for (var i = 0; i < step.Parameters.Count; i++)
        {
            if (step.Parameters[i] is { Kind: ParameterKind.Context or ParameterKind.Token } parameter)
                yield return RuleCatalog.RemoteContext.At(Anchor.Of(step, AnchorPart.Parameter, i), parameter.Name, step.Name, parameter.Type.Display);
        }
    }

    private static IEnumerable<Finding> Handler(MethodModel step, RemoteModel remote)
    {
        if (remote.Participant is not { } participant)
            yield return RuleCatalog.NoParticipant.At(Anchor.Of(step, KnownAttribute.Remote), step.Name, remote.Type.Display);
        else if (remote.Handles is not { } handler)
            yield return RuleCatalog.HandlerUnknown.At(Anchor.OfStep(step, null), remote.Handler, step.Name, remote.Type.Display,
                remote.Found == 0 ? "no" : "more than one",
                remote.Found == 0 ? Spelling.Suggest(remote.Handler, remote.Others) : "give them different names.");
        else
        {
            foreach (var finding in Fits(step, remote, handler).Concat(Policies(step, handler, participant)))
                yield return finding;
            if (step.Step!.Kind == StepModel.Compensatable && handler is { Compensation: null, NoCompensation: null })
                yield return RuleCatalog.RemoteNotUndone.At(Anchor.Of(step), step.Name, handler.Method, participant);
        }
    }

    private static IEnumerable<Finding> Fits(MethodModel step, RemoteModel remote, HandlerModel handler)
    {
        if (CommandForm.Of(step) is null && step.Parameters.All(p => p.Kind != ParameterKind.Unsupported))
            yield return RuleCatalog.CommandMismatch.At(Anchor.Of(step), step.Name, handler.Method, Accepted(remote, handler));
        if (!Replies(step, handler.Reply))
            yield return RuleCatalog.ReplyMismatch.At(Anchor.Of(step, AnchorPart.ReturnType), step.Name, Returned(step), handler.Method,
                handler.Reply?.Shown ?? "nothing", remote.Reply(), handler.Reply?.Annotated ?? "");
    }

    private static string Accepted(RemoteModel remote, HandlerModel handler)
    {
        if (handler.Command is not { } command)
            return "no command";
        var constructors = remote.Constructors.Where(c => c.Parameters.Count > 0)
            .Select(c => $"({string.Join(", ", c.Parameters.Select(p => $"{p.Type.Shown} {p.Name}"))})").ToList();
        return constructors.Count == 0 ? command.Display : $"{command.Display}, or the parameters of its constructor: {string.Join(" or ", constructors)}";
    }

    private static bool Replies(MethodModel step, TypeRef? reply) => step.Returns switch
    {
        ReturnKind.Task or ReturnKind.ValueTask => reply is null,
        ReturnKind.TaskOf or ReturnKind.ValueTaskOf =>
            reply is not null && step.Result!.Identity == reply.Identity && (step.Result.IsNullable || !reply.IsNullable),
        _ => false,
    };

    private static string Returned(MethodModel step) => step.Result is { } result ? result.Shown : step.Returns == ReturnKind.Void ? "void" : "nothing";

    /// <summary>What a remote step returns, as a person writes it.</summary>
    private static string Reply(this RemoteModel remote) => remote.Handles?.Reply is { } reply ? $"Task<{reply.Shown}>" : "Task";

    private static IEnumerable<Finding> Policies(MethodModel step, HandlerModel handler, string participant)
    {
        if (step.Retry is not null)
            yield return At(KnownAttribute.Retry, "a command is sent until it is answered, and the participant's method has attempts of its own");
        if (step.RejectOn.Count > 0)
            yield return At(KnownAttribute.RejectOn, "what rejects it is thrown there");
        if (step.Is(MethodTraits.AtMostOnce))
            yield return At(KnownAttribute.AtMostOnce, "how often its method is called is decided there");
        if (step.NoCompensation is not null)
            yield return At(KnownAttribute.NoCompensation, "what undoes it is the participant's");

        Finding At(KnownAttribute attribute, string why) =>
            RuleCatalog.RemotePolicy.At(Anchor.Of(step, attribute), attribute.ToString(), step.Name, why, handler.Method, participant);
    }
}
