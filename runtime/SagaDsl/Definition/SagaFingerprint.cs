using System.Globalization;
using System.Text;

namespace SagaDsl.Definition;

/// <summary>
/// The shape of a definition as text, journaled with every start: one line a step, <c>name|kind|undo|predecessors</c>.
/// An instance goes on only under a definition in which its recorded steps have kept their shape.
/// </summary>
internal static class SagaFingerprint
{
    public static string Of(SagaDefinition definition)
    {
        var text = new StringBuilder();
        foreach (var step in definition.Steps)
            text.Append(Line(definition, step)).Append('\n');
        return text.ToString();
    }

    private static string Line(SagaDefinition definition, StepDefinition step)
    {
        var after = string.Join(',', step.After.Select(i => definition.Steps[i].Name).Order(StringComparer.Ordinal));
        return string.Create(CultureInfo.InvariantCulture, $"{step.Name}|{step.Kind}|{(step.HasUndo ? "undo" : "-")}|{after}");
    }

    /// <summary>Why an instance that began under the recorded shape cannot go on under the definition; null: it can.</summary>
    /// <param name="recorded">The fingerprint it began under.</param>
    /// <param name="definition">The definition of today.</param>
    /// <param name="wasRecorded">Whether the journal has entries of the step with a name.</param>
    public static string? WhyNot(string recorded, SagaDefinition definition, Func<string, bool> wasRecorded)
    {
        if (recorded == Of(definition))
            return null;

        var then = recorded.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|')).ToList();
        var now = definition.Steps.Select(step => Line(definition, step).Split('|')).ToList();
        string[] aspects = ["name", "kind", "compensation", "predecessors"];

        foreach (var old in then.Where(line => wasRecorded(line[0])))
        {
            var today = now.Find(line => line[0] == old[0]);
            if (today is null)
                return $"step '{old[0]}' has run in it, and is no longer in the saga.";
            for (var i = 1; i < aspects.Length; i++)
            {
                if (today[i] != old[i])
                    return $"step '{old[0]}' has run in it, and its {aspects[i]} changed from '{old[i]}' to '{today[i]}'.";
            }
        }

        // A new step is harmless behind everything recorded; before a recorded one it would be run out of order.
        var last = now.FindLastIndex(line => wasRecorded(line[0]));
        var added = now.Take(last + 1).FirstOrDefault(line => then.TrueForAll(old => old[0] != line[0]));
        return added is null ? null : $"the new step '{added[0]}' stands before steps that have run in it.";
    }
}
