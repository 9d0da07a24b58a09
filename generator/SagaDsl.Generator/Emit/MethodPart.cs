using System.Globalization;
using SagaDsl.Generator.Model;
using SagaDsl.Generator.Rules;

namespace SagaDsl.Generator.Emit;

/// <summary>Writes one method that the runtime calls: its row as data, and its typed call.</summary>
internal static class MethodPart
{
    /// <summary>Writes the row; what has its default is not written.</summary>
    public static void Row(CodeWriter code, MethodRow row)
    {
        var method = row.Method;
        code.Line($"// {row.Index}: {row.Purpose}");
        code.Block($"new {Code.Definition}.MethodDefinition", () =>
        {
            code.Line($"Name = {Names.Literal(method.Name)},");
            if (row.Reads.Any())
                code.Line($"Reads = {Code.Indexes(row.Reads)},");
            if (row.Role != MethodRole.Command && method.Retry is { } retry)
                code.Line($"Retry = new {Code.Definition}.RetryPolicy {{ {Policy(retry)} }},");
            // A remote step's timeout is the waiting's, not that of making its command.
            if (row.Role != MethodRole.Command && method.Timeout is { } timeout)
                code.Line($"Timeout = {Code.Time(timeout)},");
            if (row.RejectOn.Count > 0)
                code.Block($"RejectOn = new {Code.Definition}.Rejection[]", () => Rejections(code, row.RejectOn), "},");
        }, "},");
    }

    /// <summary>Writes the case of <c>Invoke</c>.</summary>
    /// <param name="code">Where.</param>
    /// <param name="row">The method.</param>
    /// <param name="self">The saga class.</param>
    public static void Case(CodeWriter code, MethodRow row, string self) => code.Indented($"case {row.Index}: // {row.Purpose}", () =>
    {
        if (row.Role == MethodRole.Command)
        {
            code.Line($"return {Command(row)};");
            return;
        }

        var target = row.Method.Is(MethodTraits.Static) ? self : "saga";
        var call = $"{target}.{Names.Escape(row.Method.Name)}({string.Join(", ", row.Arguments.Select(Value))})";
        switch (row.Method.Returns)
        {
            case ReturnKind.Void:
                code.Line($"{call};").Line($"return {Code.Definition}.StepResult.Nothing;");
                break;
            case ReturnKind.Value:
                code.Line($"return {Code.Definition}.StepResult.OfValue({call});");
                break;
            default:
                code.Line($"return {Code.Definition}.StepResult.Of({call});");
                break;
        }
    });

    // Out of the values alone: no saga object is made for it.
    private static string Command(MethodRow row)
    {
        if (CommandForm.Of(row.Method) is not { Kind: not CommandFormKind.None } form)
            return $"{Code.Definition}.StepResult.Nothing";
        var values = row.Arguments.Where(a => a.Parameter.Kind == ParameterKind.Value);
        var command = form.Constructor is { } constructor
            ? $"new {row.Method.Remote!.Handles!.Command!.Code}({string.Join(", ", values.Zip(constructor.Parameters, As).Select(Value))})"
            : Value(values.Single());
        return $"{Code.Definition}.StepResult.OfValue({command})";
    }

    // The constructor's own spelling of the type: it may differ in what within it can be null, which the compiler would warn of.
    private static Argument As(Argument argument, ConstructorParameter wanted) => argument.Parameter.Type.Is(TypeTraits.ValueType)
        ? argument
        : argument with { Parameter = argument.Parameter with { Type = argument.Parameter.Type with { Code = wanted.Type.Code } } };

    private static string Value(Argument argument) => argument.Source switch
    {
        ArgumentSource.Context => "context",
        ArgumentSource.Token => "context.CancellationToken",
        ArgumentSource.Input => $"values.Input<{argument.Parameter.Type.Code}>()",
        _ when argument.Parameter.Type.IsNullable => $"values.ResultOrNull<{argument.Parameter.Type.Code}>({argument.Step})",
        _ => $"values.Result<{argument.Parameter.Type.Code}>({argument.Step})",
    };

    private static string Policy(RetryModel retry)
    {
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
        return string.Join(", ", set);
    }

    private static void Rejections(CodeWriter code, IEnumerable<RejectModel> rejections)
    {
        foreach (var rejection in rejections)
            code.Line($"new {Code.Definition}.Rejection({Code.TypeOf(rejection.Exception)}, {(rejection.Definite ? "true" : "false")}),");
    }
}
