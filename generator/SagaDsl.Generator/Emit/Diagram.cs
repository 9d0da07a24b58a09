using SagaDsl.Generator.Model;
using SagaDsl.Generator.Rules;

namespace SagaDsl.Generator.Emit;

/// <summary>Writes the saga's picture: steps in order, compensations beside them, the pivot as a hexagon, retriable steps rounded.</summary>
internal static class Diagram
{
    public static void Emit(CodeWriter code, Wiring wiring)
    {
        code.Doc("The steps with their compensations, as a Mermaid flowchart.");
        code.Indented("public const string Diagram =", () => code.Line("\"\"\"\n" + Text(wiring) + "\n\"\"\";"));
    }

    private static string Text(Wiring wiring)
    {
        var lines = new List<string> { "flowchart TD" };
        lines.AddRange(wiring.Steps.Select(step => $"    s{step.Index}{Shape(step)}"));
        lines.AddRange(wiring.Steps.SelectMany(step => step.After.Select(before => $"    s{before} --> s{step.Index}")));
        foreach (var step in wiring.Steps)
        {
            if (step.Undo is { } undo)
                lines.Add($"    s{step.Index} -. undo .-> u{step.Index}[/\"{undo.Name}\"/]");
        }

        return string.Join("\n", lines);
    }

    private static string Shape(WiredStep step) => step.Action.Step!.Kind switch
    {
        StepModel.Pivot => $"{{{{\"{step.Name}\"}}}}",
        StepModel.Retriable => $"(\"{step.Name}\")",
        _ => $"[\"{step.Name}\"]",
    };
}
