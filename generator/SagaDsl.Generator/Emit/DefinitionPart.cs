using SagaDsl.Generator.Model;
using SagaDsl.Generator.Rules;

namespace SagaDsl.Generator.Emit;

/// <summary>Writes the nested definition: the steps as data, and the typed calls.</summary>
internal static class DefinitionPart
{
    private const string Contract = "1";

    public static void Emit(CodeWriter code, SagaModel saga, Wiring wiring)
    {
        var self = Code.TypeName(saga);
        code.Doc($"Saga '{Code.Xml(saga.Name!)}' as data, and the typed calls of its steps.");
        code.Line(Code.GeneratedCode);
        code.Block($"private sealed class __Definition : {Code.Definition}.SagaDefinition<{self}>", () =>
        {
            Instance(code, saga, wiring);
            code.Line();
            ConstructorPart.Emit(code, saga);
            code.Line();
            Calls(code, "Do", self, wiring.Steps, step => (step.Action, step.Arguments), step => $"step '{step.Name}'");
            code.Line();
            Calls(code, "Undo", self, wiring.Steps.Where(s => s.Undo is not null), step => (step.Undo!, step.UndoArguments),
                step => $"undoes step '{step.Name}'");
        });
    }

    private static void Instance(CodeWriter code, SagaModel saga, Wiring wiring) =>
        code.Block("public static readonly __Definition Instance = new __Definition", () =>
        {
            code.Line($"Contract = {Contract},");
            code.Line($"Name = {Names.Literal(saga.Name!)},");
            if (saga.Input is { } input)
                code.Line($"InputType = {Code.TypeOf(input)},");
            if (saga.Result is { } result)
                code.Line($"ResultType = {Code.TypeOf(result)},").Line($"ResultStep = {wiring.ResultStep},");
            if (saga.Timeout is { } timeout)
                code.Line($"Timeout = {Code.Time(timeout)},");
            if (saga.Dependencies.Count > 0)
                code.Line("NeedsServices = true,");
            code.Block($"Steps = new {Code.Definition}.StepDefinition[]", () =>
            {
                foreach (var step in wiring.Steps)
                    StepPart.Emit(code, step);
            }, "},");
        }, "};");

    private static void Calls(CodeWriter code, string name, string self, IEnumerable<WiredStep> steps,
        Func<WiredStep, (MethodModel, IReadOnlyList<Argument>)> call, Func<WiredStep, string> comment) =>
        code.Block($"public override global::System.Threading.Tasks.ValueTask<object?> {name}({self} saga, int step, {Code.Definition}.StepValues values, " +
            "global::SagaDsl.StepContext context)", () =>
            code.Block("switch (step)", () =>
            {
                foreach (var step in steps)
                {
                    var (method, arguments) = call(step);
                    code.Indented($"case {step.Index}: // {comment(step)}", () => Call(code, self, method, arguments));
                }

                code.Indented("default:", () => code.Line("throw new global::System.ArgumentOutOfRangeException(nameof(step), step, null);"));
            }));

    private static void Call(CodeWriter code, string self, MethodModel method, IReadOnlyList<Argument> arguments)
    {
        var target = method.Is(MethodTraits.Static) ? self : "saga";
        var call = $"{target}.{Names.Escape(method.Name)}({string.Join(", ", arguments.Select(Value))})";
        switch (method.Returns)
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
    }

    private static string Value(Argument argument) => argument.Source switch
    {
        ArgumentSource.Context => "context",
        ArgumentSource.Token => "context.CancellationToken",
        ArgumentSource.Input => $"values.Input<{argument.Parameter.Type.Code}>()",
        _ when argument.Parameter.Type.IsNullable => $"values.ResultOrNull<{argument.Parameter.Type.Code}>({argument.Step})",
        _ => $"values.Result<{argument.Parameter.Type.Code}>({argument.Step})",
    };
}
