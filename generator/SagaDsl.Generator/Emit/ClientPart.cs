using SagaDsl.Generator.Model;
using SagaDsl.Generator.Rules;

namespace SagaDsl.Generator.Emit;

/// <summary>Writes the typed client: constructors, step references and the diagram.</summary>
internal static class ClientPart
{
    public static void Emit(CodeWriter code, SagaModel saga, Wiring wiring, string? refusal)
    {
        var name = Names.Escape(saga.ClientName);
        code.Doc($"Starts and finds instances of saga '{Code.Xml(saga.Name ?? saga.Class)}'.");
        code.Line(Code.GeneratedCode);
        code.Block($"{Code.Accessibility(saga)} partial class {name} : {Base(saga)}", () =>
        {
            Constructors(code, saga, name, refusal);
            if (refusal is not null)
                return;
            code.Line();
            Diagram.Emit(code, wiring);
            code.Line();
            Steps(code, saga, wiring);
        });
    }

    private static string Base(SagaModel saga) => (saga.Input, saga.Result) switch
    {
        ({ } input, { } result) => $"global::SagaDsl.SagaClient<{input.Code}, {result.Annotated}>",
        ({ } input, null) => $"global::SagaDsl.SagaClient<{input.Code}>",
        _ => "global::SagaDsl.SagaClient",
    };

    private static void Constructors(CodeWriter code, SagaModel saga, string name, string? refusal)
    {
        var definition = refusal is null ? $"{Code.Definition}.SagaDefinition.Of<{Code.TypeName(saga)}>()" : "Refuse()";
        code.Doc("A client of a running runtime.");
        code.Line($"public {name}(global::SagaDsl.SagaRuntime runtime) : base(runtime, {definition})").Line("{").Line("}");
        code.Line();
        code.Doc("For mocks.");
        code.Line($"protected {name}()").Line("{").Line("}");
        if (refusal is null)
            return;
        code.Line();
        code.Line($"private static {Code.Definition}.SagaDefinition Refuse() =>");
        code.Line($"    throw new {Code.Definition}.SagaDefinitionException({Names.Literal(refusal)});");
    }

    private static void Steps(CodeWriter code, SagaModel saga, Wiring wiring)
    {
        code.Doc("Refers to the steps, for operators.");
        code.Block("public static partial class Steps", () =>
        {
            var taken = new HashSet<string>(StringComparer.Ordinal) { "Steps", "Equals", "ReferenceEquals", "GetHashCode", "GetType", "ToString",
                "MemberwiseClone", "Finalize" };
            foreach (var step in wiring.Steps)
            {
                var type = step.Action.Result is { } result ? $"global::SagaDsl.StepRef<{result.Annotated}>" : "global::SagaDsl.StepRef";
                code.Doc($"Step '{Code.Xml(step.Name)}'{By(step)}.");
                code.Line($"{Visibility(saga, step)} static {type} {Names.Escape(Member(step, taken))} {{ get; }} = new {type}({Names.Literal(saga.Name!)}, " +
                    $"{Names.Literal(step.Name)});");
            }
        });
    }

    private static string By(WiredStep step) => step switch
    {
        { Undo: { } undo } => $", undone by {undo.Name}",
        { Action.Remote: { } remote } => $", done by participant '{Code.Xml(remote.Participant!)}'",
        _ => "",
    };

    // A result type that is less visible than the client must not show in it.
    private static string Visibility(SagaModel saga, WiredStep step) =>
        saga.Is(ClassTraits.Public) && step.Action.Result is { } result && !result.Is(TypeTraits.Public) ? "internal" : "public";

    private static string Member(WiredStep step, HashSet<string> taken)
    {
        var name = Names.OfStep(step.Action.Name);
        if (taken.Contains(name))
            name += "Step";
        while (!taken.Add(name))
            name += "_";
        return name;
    }
}
