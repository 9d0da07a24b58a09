using System.Text;

namespace SagaDsl.Definition;

/// <summary>
/// The shape of a definition as text, journaled with every start: one line a step, <c>Charge|kind=Pivot;undo;after=A,B</c>.
/// An instance goes on only under a definition in which its recorded steps have kept their shape.
/// <para>
/// The parts have names. A part that one side lacks compares as absent. A part that this version does not know is tolerated,
/// unless its name begins with <c>!</c>: then a newer version recorded something without which the step means something else.
/// </para>
/// </summary>
internal static class SagaFingerprint
{
    // What this version knows, with the words a person reads.
    private static readonly (string Part, string Aspect)[] Known =
        [("kind", "kind"), ("undo", "compensation"), ("after", "predecessors"), ("!remote", "participant")];

    public static string Of(SagaDefinition definition)
    {
        var text = new StringBuilder();
        foreach (var step in definition.Steps)
        {
            text.Append(Escape(step.Name)).Append("|kind=").Append(step.Kind);
            if (step.Compensation >= 0 || step.Remote is { HasUndo: true })
                text.Append(";undo");
            if (step.Remote is { } remote)
                text.Append(";!remote=").Append(Escape($"{remote.Participant}.{remote.Handler}"));
            if (step.After.Count > 0)
                text.Append(";after=").AppendJoin(',', step.After.Select(i => Escape(definition.Steps[i].Name)).Order(StringComparer.Ordinal));
            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Why an instance that began under the recorded shape cannot go on under the definition; null: it can.</summary>
    /// <param name="recorded">The fingerprint it began under.</param>
    /// <param name="definition">The definition of today.</param>
    /// <param name="wasRecorded">Whether the journal has entries of the step with a name.</param>
    public static string? WhyNot(string recorded, SagaDefinition definition, Func<string, bool> wasRecorded)
    {
        var today = Of(definition);
        if (recorded == today)
            return null;

        var then = Parse(recorded);
        var now = Parse(today);
        foreach (var (name, old) in then)
        {
            if (wasRecorded(name) && WhyNot(name, old, now.Find(line => line.Step == name).Parts) is { } reason)
                return reason;
        }

        // A new step is harmless behind everything recorded; before a recorded one it would be run out of order.
        var last = now.FindLastIndex(line => wasRecorded(line.Step));
        var added = now.Take(last + 1).FirstOrDefault(line => then.TrueForAll(old => old.Step != line.Step)).Step;
        return added is null ? null : $"the new step '{added}' stands before steps that have run in it.";
    }

    /// <summary>The steps of a recorded shape, as far as it tells: for an instance that is only read.</summary>
    public static List<StepDefinition> Read(string recorded)
    {
        var lines = Parse(recorded);
        return
        [
            .. lines.Select(line => new StepDefinition
            {
                Name = line.Step,
                Kind = Enum.TryParse<StepKind>(line.Parts.GetValueOrDefault("kind"), out var kind) ? kind : StepKind.Compensatable,
                After = [.. (line.Parts.GetValueOrDefault("after") ?? "").Split(',').Select(before => lines.FindIndex(other => other.Step == Unescape(before)))
                    .Where(i => i >= 0)],
                Action = 0,
                Compensation = line.Parts.ContainsKey("undo") && !line.Parts.ContainsKey("!remote") ? 0 : -1,
                Remote = RemoteOf(line.Parts),
            }),
        ];
    }

    private static string? WhyNot(string step, Dictionary<string, string> old, Dictionary<string, string>? today)
    {
        if (today is null)
            return $"step '{step}' has run in it, and is no longer in the saga.";
        foreach (var (part, aspect) in Known)
        {
            if (old.GetValueOrDefault(part) is var before && today.GetValueOrDefault(part) is var now && before != now)
                return $"step '{step}' has run in it, and its {aspect} changed from {Said(before)} to {Said(now)}.";
        }

        var unknown = old.Keys.FirstOrDefault(part => part.StartsWith('!') && !today.ContainsKey(part));
        return unknown is null
            ? null
            : $"step '{step}' has run in it with '{unknown[1..]}', which this version does not know. Run it with the version that wrote it, or a newer one.";
    }

    private static RemoteStep? RemoteOf(Dictionary<string, string> parts)
    {
        if (!parts.TryGetValue("!remote", out var remote))
            return null;
        var names = Unescape(remote).Split('.', 2);
        return new() { Participant = names[0], Handler = names.ElementAtOrDefault(1) ?? "", HasUndo = parts.ContainsKey("undo") };
    }

    private static string Said(string? value) => value switch { null => "none", "" => "present", _ => $"'{Unescape(value)}'" };

    private static List<(string Step, Dictionary<string, string> Parts)> Parse(string fingerprint) =>
    [
        .. from line in fingerprint.Split('\n', StringSplitOptions.RemoveEmptyEntries)
           let bar = line.IndexOf('|', StringComparison.Ordinal)
           where bar > 0
           select (Unescape(line[..bar]),
               line[(bar + 1)..].Split(';').Select(part => part.Split('=', 2))
               .ToDictionary(part => part[0], part => part.ElementAtOrDefault(1) ?? "", StringComparer.Ordinal)),
    ];

    private static string Escape(string text) => text.AsSpan().IndexOfAny("|;=,%\n") < 0 ? text : Uri.EscapeDataString(text);

    private static string Unescape(string text) => text.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(text) : text;
}
