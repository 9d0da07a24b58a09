using System.Globalization;
using SagaDsl.Generator.Model;
using SagaDsl.Generator.Rules;

namespace SagaDsl.Generator.Emit;

/// <summary>Writes one step as data; what has its default is not written.</summary>
internal static class StepPart
{
    private static readonly string[] Kinds = ["Compensatable", "Pivot", "Retriable"];

    public static void Emit(CodeWriter code, WiredStep step)
    {
        var action = step.Action;
        code.Block($"new {Code.Definition}.StepDefinition", () =>
        {
            code.Line($"Name = {Names.Literal(step.Name)},");
            code.Line($"Kind = global::SagaDsl.StepKind.{Kinds[action.Step!.Kind]},");
            List(code, "After", step.After);
            if (action.Result is { } result)
                code.Line($"ResultType = {Code.TypeOf(result)},");
            List(code, "Reads", step.Reads);
            Policy(code, "Retry", action.Retry);
            if (action.Timeout is { } timeout)
                code.Line($"Timeout = {Code.Time(timeout)},");
            if (action.RejectOn.Count > 0)
                code.Block($"RejectOn = new {Code.Definition}.Rejection[]", () => Rejections(code, action), "},");
            if (action.Is(MethodTraits.AtMostOnce))
                code.Line("AtMostOnce = true,");
            Undo(code, step);
        }, "},");
    }

    private static void Undo(CodeWriter code, WiredStep step)
    {
        if (step.Undo is { } undo)
        {
            code.Line("HasUndo = true,");
            List(code, "UndoReads", step.UndoReads);
            Policy(code, "UndoRetry", undo.Retry);
            if (undo.Timeout is { } timeout)
                code.Line($"UndoTimeout = {Code.Time(timeout)},");
        }
        else if (step.Action.NoCompensation is { } reason)
        {
            code.Line($"NoCompensation = {Names.Literal(reason)},");
        }
    }

    private static void Rejections(CodeWriter code, MethodModel action)
    {
        foreach (var rejection in action.RejectOn)
            code.Line($"new {Code.Definition}.Rejection({Code.TypeOf(rejection.Exception)}, {(rejection.Definite ? "true" : "false")}),");
    }

    private static void List(CodeWriter code, string name, IEnumerable<int> indexes)
    {
        var all = indexes.ToList();
        if (all.Count > 0)
            code.Line($"{name} = {Code.Indexes(all)},");
    }

    private static void Policy(CodeWriter code, string name, RetryModel? retry)
    {
        if (retry is null)
            return;
        var set = new List<string>();
        if (retry.MaxAttempts is { } attempts)
            set.Add($"MaxAttempts = {attempts}");
        if (retry.FirstDelay is { } first)
            set.Add($"FirstDelay = {Code.Time(first)}");
        if (retry.MaxDelay is { } longest)
            set.Add($"MaxDelay = {Code.Time(longest)}");
        if (retry.Factor is { } factor)
            set.Add($"Factor = {factor.ToString("R", CultureInfo.InvariantCulture)}d");
        if (!retry.Jitter)
            set.Add("Jitter = false");
        code.Line($"{name} = new {Code.Definition}.RetryPolicy {{ {string.Join(", ", set)} }},");
    }
}
