using System.Collections;
using Microsoft.Extensions.Logging;
using SagaDsl.Journal;
using SagaDsl.Telemetry;

namespace SagaDsl.Engine;

/// <summary>What whatever a step logs is marked with: its saga, instance, step and attempt.</summary>
internal sealed class CallScope(StepCall call) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => 5;

    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new("Saga", call.Instance.Saga.Plan.Name),
        1 => new("Instance", call.Instance.Id),
        2 => new("Step", call.StepName),
        3 => new("Phase", call.Phase),
        4 => new("Attempt", call.Attempt),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public static IDisposable? Begin(ILogger logger, StepCall call) => logger is SafeLogger { IsSilent: true } ? null : logger.BeginScope(new CallScope(call));

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() =>
        $"saga {call.Instance.Saga.Plan.Name}, instance {call.Instance.Id}, {(call.Phase == StepPhase.Undo ? "undo of step" : "step")} " +
            $"{call.StepName}, attempt {call.Attempt}";
}
