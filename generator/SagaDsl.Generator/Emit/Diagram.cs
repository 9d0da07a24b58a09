using SagaDsl.Generator.Model;
using SagaDsl.Generator.Rules;

namespace SagaDsl.Generator.Emit;

/// <summary>
/// Writes the saga's picture: steps in order, compensations beside them, the pivot as a hexagon, retriable steps rounded; at a step that
/// a participant does, its name.
/// </summary>
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
            else if (step.Action is { Step.Kind: StepModel.Compensatable, Remote: { Participant: { } participant, Handles.Compensation: { } name } })
                lines.Add($"    s{step.Index} -. undo .-> u{step.Index}[/\"{Plain(name)} @ {participant}\"/]");
        }

        return string.Join("\n", lines);
    }

    private static string Shape(WiredStep step)
    {
        var text = step.Action.Remote is { Participant: { } participant } ? $"\"{step.Name} @ {participant}\"" : $"\"{step.Name}\"";
        return step.Action.Step!.Kind switch
        {
            StepModel.Pivot => $"{{{{{text}}}}}",
            StepModel.Retriable => $"({text})",
            _ => step.Action.Remote is null ? $"[{text}]" : $"[[{text}]]",
        };
    }

    // A contract says in its own words that there is an undo.
    private static string Plain(string text) => text.Replace('"', '\'').Replace('\n', ' ').Replace('\r', ' ');
}
