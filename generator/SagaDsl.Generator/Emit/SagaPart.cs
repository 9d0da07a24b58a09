using SagaDsl.Generator.Model;
using SagaDsl.Generator.Rules;

namespace SagaDsl.Generator.Emit;

/// <summary>Writes the generated part of the saga class: where its definition is found, and bodies that are missing.</summary>
internal static class SagaPart
{
    public static void Emit(CodeWriter code, SagaModel saga, Wiring wiring, string? refusal)
    {
        var self = Code.TypeName(saga);
        var canImplement = !saga.Is(ClassTraits.Static);
        var head = $"partial {(saga.Is(ClassTraits.Record) ? "record" : "class")} {Names.Escape(saga.Class)}";
        code.Block(canImplement ? $"{head} : {Code.Definition}.ISagaSource<{self}>" : head, () =>
        {
            if (canImplement)
                Source(code, self, refusal);
            if (refusal is null)
            {
                code.Line();
                DefinitionPart.Emit(code, saga, wiring, DefinitionPart.SagaName);
            }

            foreach (var method in saga.Methods.Where(m => m.BodilessSignature is not null))
                Body(code, method);
        });
    }

    private static void Source(CodeWriter code, string self, string? refusal)
    {
        code.Line(Code.GeneratedCode);
        code.Line($"static {Code.Definition}.SagaDefinition<{self}> {Code.Definition}.ISagaSource<{self}>.Definition =>");
        code.Line(refusal is null ? $"    {DefinitionPart.SagaName}.Instance;"
            : $"    throw new {Code.Definition}.SagaDefinitionException({Names.Literal(refusal)});");
    }

    /// <summary>Writes the body of a partial method: a participant does the step, or a rule refuses the class for it.</summary>
    public static void Body(CodeWriter code, MethodModel method)
    {
        var thrown = method.Remote is { } remote
            ? $"new global::System.InvalidOperationException({Names.Literal(CalledHere(method, remote))})"
            : $"new {Code.Definition}.SagaDefinitionException({Names.Literal($"'{method.Name}' has no body.")})";
        code.Line().Line(Code.GeneratedCode).Line($"{method.BodilessSignature} =>").Line($"    throw {thrown};");
    }

    private static string CalledHere(MethodModel method, RemoteModel remote) =>
        $"'{method.Name}' is a step that participant '{remote.Participant}' does: the runtime sends its command, " +
            "and this method is called by nobody.";
}
