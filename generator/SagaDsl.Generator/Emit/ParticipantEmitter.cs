using SagaDsl.Generator.Model;
using SagaDsl.Generator.Rules;

namespace SagaDsl.Generator.Emit;

/// <summary>Writes the file of one participant: its handlers, each as a saga of one step, and how it is added.</summary>
internal static class ParticipantEmitter
{
    public static string FileName(ParticipantModel participant) => SagaEmitter.FileName(participant.Class);

    public static string Emit(ParticipantModel participant)
    {
        var findings = ParticipantRules.Check(participant);
        var refusal = findings.Any(f => f.Rule.Blocks) ? Code.Refusal(participant.Class, findings) : null;
        var code = Code.Begin();
        code.InNamespace(participant.Class.Namespace, () =>
        {
            if (SagaEmitter.CanBeExtended(participant.Class))
            {
                SagaEmitter.InContainers(code, participant.Class, () => Part(code, participant, refusal));
                code.Line();
            }

            RegistrationPart.Emit(code, participant.Class, refusal);
        });
        return code.ToString();
    }

    private static void Part(CodeWriter code, ParticipantModel participant, string? refusal)
    {
        var saga = participant.Class;
        var source = $"{Code.Definition}.IParticipantSource<{Code.TypeName(saga)}>";
        var canImplement = !saga.Is(ClassTraits.Static);
        var handlers = participant.Handlers.Zip(NestedNames(participant), (model, name) => (Model: model, Name: name)).ToList();
        var head = $"partial {(saga.Is(ClassTraits.Record) ? "record" : "class")} {Names.Escape(saga.Class)}";
        code.Block(canImplement ? $"{head} : {source}" : head, () =>
        {
            if (canImplement)
                Source(code, source, saga, [.. handlers.Select(h => h.Name)], refusal);
            foreach (var (model, name) in refusal is null ? handlers : [])
            {
                code.Line();
                DefinitionPart.Emit(code, model, Wiring.Of(model), name);
            }

            foreach (var method in saga.Methods.Where(m => m.BodilessSignature is not null))
                SagaPart.Body(code, method);
            ContractPart.Emit(code, participant);
        });
    }

    private static void Source(CodeWriter code, string source, SagaModel saga, IReadOnlyList<string> handlers, string? refusal)
    {
        const string List = "global::System.Collections.Generic.IReadOnlyList<" + Code.Definition + ".SagaDefinition>";
        var refuse = $"    throw new {Code.Definition}.SagaDefinitionException({Names.Literal(refusal ?? "")});";
        code.Line(Code.GeneratedCode).Line($"static string {source}.Name =>").Line(refusal is null ? $"    {Names.Literal(saga.Name!)};" : refuse).Line();
        code.Line(Code.GeneratedCode);
        if (refusal is null)
            code.Block($"static {List} {source}.Handlers {{ get; }} = new {Code.Definition}.SagaDefinition[]", () =>
            {
                foreach (var name in handlers)
                    code.Line($"{name}.Instance,");
            }, "};");
        else
            code.Line($"static {List} {source}.Handlers =>").Line(refuse);
    }

    private static IEnumerable<string> NestedNames(ParticipantModel participant)
    {
        var taken = new HashSet<string>(participant.Class.Methods.Select(m => m.Name), StringComparer.Ordinal);
        foreach (var handler in participant.Handlers)
        {
            var name = $"__{handler.Methods.First(m => m.Step is not null).Name}";
            while (!taken.Add(name))
                name += "_";
            yield return name;
        }
    }
}
