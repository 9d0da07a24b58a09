using System.Runtime.CompilerServices;

namespace SagaDsl.Participants;

/// <summary>
/// Which effects a call was answered for. A second effect under the same key would find the first one's row and silently not be done: that is said, at
/// the first run, and not taken for a repetition.
/// </summary>
internal sealed class Answered
{
    private readonly ConditionalWeakTable<StepContext, HashSet<string>> _calls = [];

    public void Add(StepContext step, string key)
    {
        var keys = _calls.GetOrCreateValue(step);
        lock (keys)
            keys.Add(key);
    }

    /// <exception cref="InvalidOperationException">This call was answered for that effect before.</exception>
    public void CheckIsRepeatedByAnother(StepContext step, string key)
    {
        if (!_calls.TryGetValue(step, out var keys))
            return;
        lock (keys)
        {
            if (!keys.Contains(key))
                return;
        }

        throw new InvalidOperationException(
            $"OnceAsync was called twice in one call of step '{step.StepName}' for the effect '{key}': the second effect would never be done. Give each " +
            "effect a part of its own: OnceAsync(step, work, part: \"fee\"). If you repeat a transaction whose commit failed, let the exception out instead: " +
            "the step is asked again. A test that plays a second delivery makes a second StepContext.");
    }
}
