namespace SagaDsl.Journal;

/// <summary>
/// The key of a step, held as the part that all keys of its instance share: a store in memory keeps one string an
/// instance, not one a step.
/// </summary>
internal readonly record struct StepKey
{
    /// <summary>What a compensation's key has behind its action's.</summary>
    public const string UndoSuffix = "/undo";

    private readonly string _text;
    private readonly bool _isWhole;

    private StepKey(string text, bool isWhole) => (_text, _isWhole) = (text, isWhole);

    public static StepKey Under(string root) => new(root, false);

    public static StepKey Of(string key, string step, string suffix)
    {
        ArgumentNullException.ThrowIfNull(key);
        var tail = $"/{step}{suffix}";
        return key.EndsWith(tail, StringComparison.Ordinal) ? new(key[..^tail.Length], false) : new(key, true);
    }

    public string ToString(string step, string suffix) => _isWhole ? _text : $"{_text}/{step}{suffix}";
}
