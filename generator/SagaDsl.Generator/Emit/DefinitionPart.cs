using SagaDsl.Generator.Model;
using SagaDsl.Generator.Rules;

namespace SagaDsl.Generator.Emit;

/// <summary>Writes the nested definition: the steps and the methods as data, and one switch of typed calls.</summary>
internal static class DefinitionPart
{
    /// <summary>The nested class's name in a saga.</summary>
    public const string SagaName = "__Definition";

    /// <summary>Writes the nested class.</summary>
    /// <param name="code">Where.</param>
    /// <param name="saga">The saga, or a command of a participant.</param>
    /// <param name="wiring">It, with its names resolved.</param>
    /// <param name="name">The nested class's name.</param>
    public static void Emit(CodeWriter code, SagaModel saga, Wiring wiring, string name)
    {
        var self = Code.TypeName(saga);
        code.Doc($"{(saga.Participant is null ? "Saga" : "Command")} '{Code.Xml(saga.Name!)}' as data, and the typed calls of its methods.");
        code.Line(Code.GeneratedCode);
        code.Block($"private sealed class {name} : {Code.Definition}.SagaDefinition<{self}>", () =>
        {
            Instance(code, saga, wiring, name);
            code.Line();
            ConstructorPart.Emit(code, saga);
            code.Line();
            Invoke(code, self, wiring);
        });
    }

    private static void Instance(CodeWriter code, SagaModel saga, Wiring wiring, string name) =>
        code.Block($"public static readonly {name} Instance = new {name}", () =>
        {
            code.Line($"Contract = {Contracts.Of(saga, wiring)},");
            code.Line($"Name = {Names.Literal(saga.Name!)},");
            if (saga.Participant is { } participant)
                code.Line($"Participant = {Names.Literal(participant)},");
            if (saga.Input is { } input)
                code.Line($"InputType = {Code.TypeOf(input)},");
            if (saga.Result is { } result)
                code.Line($"ResultType = {Code.TypeOf(result)},").Line($"ResultStep = {wiring.ResultStep},");
            if (saga.Participant is null && saga.Timeout is { } timeout)
                code.Line($"Timeout = {Code.Time(timeout)},");
            if (saga.Dependencies.Count > 0)
                code.Line("NeedsServices = true,");
            code.Block($"Steps = new {Code.Definition}.StepDefinition[]", () =>
            {
                foreach (var step in wiring.Steps)
                    StepPart.Emit(code, step);
            }, "},");
            code.Block($"Methods = new {Code.Definition}.MethodDefinition[]", () =>
            {
                foreach (var row in wiring.Methods)
                    MethodPart.Row(code, row);
            }, "},");
        }, "};");

    private static void Invoke(CodeWriter code, string self, Wiring wiring) => code.Block(
        $"public override global::System.Threading.Tasks.ValueTask<object?> Invoke("
            + $"{self} saga, int method, {Code.Definition}.StepValues values, global::SagaDsl.StepContext context)", () =>
        code.Block("switch (method)", () =>
        {
            foreach (var row in wiring.Methods)
                MethodPart.Case(code, row, self);
            code.Indented("default:", () => code.Line("throw new global::System.ArgumentOutOfRangeException(nameof(method), method, null);"));
        }));
}
