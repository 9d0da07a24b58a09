using SagaDsl.Generator.Model;
using SagaDsl.Generator.Rules;

namespace SagaDsl.Generator.Emit;

/// <summary>Writes the file of one saga.</summary>
internal static class SagaEmitter
{
    public static string FileName(SagaModel saga) =>
        string.Join(".", new[] { saga.Namespace }.Concat(saga.Containers.Select(c => c.Name)).Append(saga.Class).Where(part => part.Length > 0)) + ".g.cs";

    public static string Emit(SagaModel saga)
    {
        var wiring = Wiring.Of(saga);
        var findings = SagaRules.Check(saga, wiring);
        var refusal = findings.Any(f => f.Rule.Blocks) ? Code.Refusal(saga, findings) : null;

        var code = Code.Begin();
        code.InNamespace(saga.Namespace, () =>
        {
            if (CanBeExtended(saga))
            {
                InContainers(code, saga, () => SagaPart.Emit(code, saga, wiring, refusal));
                code.Line();
            }

            if (!saga.Is(ClassTraits.ClientTaken | ClassTraits.Generic | ClassTraits.InGeneric | ClassTraits.Hidden) && Names.IsIdentifier(saga.ClientName))
            {
                ClientPart.Emit(code, saga, wiring, refusal);
                code.Line();
            }

            RegistrationPart.Emit(code, saga, refusal);
        });
        return code.ToString();
    }

    /// <summary>Whether a part of the class can be written.</summary>
    public static bool CanBeExtended(SagaModel saga) =>
        saga.Is(ClassTraits.Partial) && saga.Is(ClassTraits.InPartial) && !saga.Is(ClassTraits.Generic | ClassTraits.InGeneric);

    /// <summary>Writes the classes around the class, and the body in them.</summary>
    public static void InContainers(CodeWriter code, SagaModel saga, Action body, int depth = 0)
    {
        if (depth == saga.Containers.Count)
            body();
        else
            code.Block($"partial {saga.Containers[depth].Keyword} {Names.Escape(saga.Containers[depth].Name)}",
                () => InContainers(code, saga, body, depth + 1));
    }
}
