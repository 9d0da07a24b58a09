using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Emit;

/// <summary>One saga or participant, as the registration of the whole assembly sees it.</summary>
internal sealed record RegisteredSaga(string Assembly, string Extension, string Add, bool IsReflected, bool IsParticipant)
{
    public static RegisteredSaga Of(SagaModel saga) => new(
        saga.Assembly,
        $"global::{Prefix(saga.Namespace)}{Code.ExtensionClass(saga)}",
        Names.Escape(Code.AddMethod(saga)),
        saga.Json is null,
        saga.DeclaredBy == KnownAttribute.Participant);

    private static string Prefix(string space) =>
        space.Length == 0 ? "" : string.Concat(space.Split('.').Select(part => Names.Escape(part) + "."));
}

/// <summary>Writes the method that adds every saga and participant of an assembly.</summary>
internal static class AssemblyPart
{
    public const string FileName = "SagaDsl.Registration.g.cs";

    public static string Emit(IReadOnlyList<RegisteredSaga> sagas)
    {
        var name = Identifier(sagas[0].Assembly);
        var (one, all) = sagas.All(s => !s.IsParticipant) ? ("saga", "sagas")
            : sagas.All(s => s.IsParticipant) ? ("participant", "participants")
            : ("saga and participant", "sagas and participants");
        var code = Code.Begin();
        code.Block("namespace SagaDsl", () =>
        {
            code.Doc($"Adds the {all} of assembly {Code.Xml(sagas[0].Assembly)}.").Line(Code.GeneratedCode);
            code.Block($"internal static partial class {name}SagaBuilderExtensions", () =>
            {
                code.Doc($"Adds every {one} of this assembly.");
                if (sagas.Any(s => s.IsReflected))
                    code.Line(RegistrationPart.Unsafe(sagas.First(s => s.IsReflected).IsParticipant ? "Participant" : "Saga"));
                code.Block($"public static global::SagaDsl.SagaBuilder Add{name}Sagas(this global::SagaDsl.SagaBuilder sagas)", () =>
                {
                    foreach (var saga in sagas.OrderBy(s => s.Extension, StringComparer.Ordinal))
                        code.Line($"{saga.Extension}.{saga.Add}(sagas);");
                    code.Line("return sagas;");
                });
            });
        });
        return code.ToString();
    }

    private static string Identifier(string assembly)
    {
        var text = string.Concat(assembly.Where(c => char.IsLetterOrDigit(c) || c == '_'));
        return text.Length == 0 || char.IsDigit(text[0]) ? "_" + text : text;
    }
}
