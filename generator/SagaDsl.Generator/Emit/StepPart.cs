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
            if (action.Result is { } result)
                code.Line($"ResultType = {Code.TypeOf(result)},");
            code.Line($"Action = {step.ActionRow.Index}, // {action.Name}");
            if (step.UndoRow is { } undo)
                code.Line($"Compensation = {undo.Index}, // {undo.Method.Name}");
            else if (action.NoCompensation is { } reason)
                code.Line($"NoCompensation = {Names.Literal(reason)},");
            if (action.Is(MethodTraits.AtMostOnce))
                code.Line("AtMostOnce = true,");
        }, "},");
    }
}
