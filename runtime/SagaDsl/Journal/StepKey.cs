using System.Globalization;

namespace SagaDsl.Journal;

/// <summary>
/// The key of a step, held as the part that all keys of its instance share: a store in memory keeps one string an
/// instance, not one a step.
/// </summary>
internal readonly record struct StepKey
{
    // The root, or a whole key where it is not made of one.
    private readonly object _text;

    private StepKey(object text) => _text = text;

    public static StepKey Under(string root) => new(root);

    public static StepKey Of(string key, string step, int? element, StepPhase phase)
    {
        ArgumentNullException.ThrowIfNull(key);
        var tail = Under("", step, element, phase);
        return key.EndsWith(tail, StringComparison.Ordinal) ? new(key[..^tail.Length]) : new(new Whole(key));
    }

    public string ToString(string step, int? element, StepPhase phase) => _text is Whole whole ? whole.Key : Under((string)_text, step, element, phase);

    /// <summary>The key of the compensation of a step that has a key.</summary>
    public static string Undoing(string key) => key + "/undo";

    /// <summary>The key of a step, of an element of it, or of its compensation, under the root that all keys of its instance have.</summary>
    public static string Under(string root, string step, int? element, StepPhase phase)
    {
        var suffix = phase switch { StepPhase.Undo => "/undo", StepPhase.Confirm => "/confirm", _ => "" };
        return element is { } index
            ? string.Create(CultureInfo.InvariantCulture, $"{root}/{step}/{index}{suffix}")
            : string.Concat(root, "/", step, suffix);
    }

    private sealed record Whole(string Key);
}
