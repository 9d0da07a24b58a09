using SagaDsl.Generator.Model;
using SagaDsl.Generator.Rules;

namespace SagaDsl.Generator.Emit;

/// <summary>Writes the nested definition: the steps and the methods as data, and one switch of typed calls.</summary>
internal static class DefinitionPart
{
    public static void Emit(CodeWriter code, SagaModel saga, Wiring wiring)
    {
        var self = Code.TypeName(saga);
        code.Doc($"Saga '{Code.Xml(saga.Name!)}' as data, and the typed calls of its methods.");
        code.Line(Code.GeneratedCode);
        code.Block($"private sealed class __Definition : {Code.Definition}.SagaDefinition<{self}>", () =>
        {
            Instance(code, saga, wiring);
            code.Line();
            ConstructorPart.Emit(code, saga);
            code.Line();
            Invoke(code, self, wiring);
        });
    }

    private static void Instance(CodeWriter code, SagaModel saga, Wiring wiring) =>
        code.Block("public static readonly __Definition Instance = new __Definition", () =>
        {
            code.Line($"Contract = {Contracts.Of(saga, wiring)},");
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
