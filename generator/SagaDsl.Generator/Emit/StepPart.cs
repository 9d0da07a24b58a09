using SagaDsl.Generator.Model;
using SagaDsl.Generator.Rules;

namespace SagaDsl.Generator.Emit;

/// <summary>Writes one step as data; what has its default is not written.</summary>
internal static class StepPart
{
    public static void Emit(CodeWriter code, WiredStep step)
    {
        var action = step.Action;
        code.Block($"new {Code.Definition}.StepDefinition", () =>
        {
            code.Line($"Name = {Names.Literal(step.Name)},");
            code.Line($"Kind = global::SagaDsl.StepKind.{Vocabulary.StepKinds[action.Step!.Kind]},");
            if (step.After.Count > 0)
                code.Line($"After = {Code.Indexes(step.After)},");
            if ((action.Remote is { } there ? there.Handles?.Reply : action.Result) is { } result)
                code.Line($"ResultType = {Code.TypeOf(result)},");
            code.Line($"Action = {step.ActionRow.Index}, // {action.Name}");
            if (step.UndoRow is { } undo)
                code.Line($"Compensation = {undo.Index}, // {undo.Method.Name}");
            else if (WhyNoUndo(action) is { } reason)
                code.Line($"NoCompensation = {Names.Literal(reason)},");
            if (action.Remote is { Handles: { } handler } remote)
                Remote(code, action, remote, handler);
            else if (action.Is(MethodTraits.AtMostOnce))
                code.Line("AtMostOnce = true,");
        }, "},");
    }

    private static string? WhyNoUndo(MethodModel action) => action.Remote switch
    {
        null => action.NoCompensation,
        _ when action.Step!.Kind != StepModel.Compensatable => null,
        { Handles.Compensation: not null } => null,
        { Handles.NoCompensation: { Length: > 0 } reason } => reason,
        var remote => $"participant '{remote.Participant}' has none for it",
    };

    private static void Remote(CodeWriter code, MethodModel action, RemoteModel remote, HandlerModel handler) =>
        code.Block($"Remote = new {Code.Definition}.RemoteStep", () =>
        {
            code.Line($"Participant = {Names.Literal(remote.Participant!)},");
            code.Line($"Handler = {Names.Literal(handler.Name)},");
            if (handler.Command is { } command)
                code.Line($"CommandType = {Code.TypeOf(command)},");
            if (handler.Compensation is not null)
                code.Line("HasUndo = true,");
            if (action.Timeout is { } timeout)
                code.Line($"Timeout = {Code.Time(timeout)},");
        }, "},");
}
