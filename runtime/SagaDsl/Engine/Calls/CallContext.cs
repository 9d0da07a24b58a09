using SagaDsl.Journal;
using SagaDsl.Kernel;

namespace SagaDsl.Engine;

/// <summary>What user code may know about its call. The engine locks nothing that user code can reach.</summary>
internal sealed class CallContext(StepCall call, ActionOutcome actionOutcome) : StepContext
{
    private string? _key;

    public override string SagaName => call.Instance.Saga.Plan.Name;

    public override string InstanceId => call.Instance.Id;

    public override string StepName => call.StepName;

    public override int Attempt => call.Attempt;

    public override string IdempotencyKey => _key ??= Key(call.Phase);

    public override string ActionKey => call.Phase == StepPhase.Action ? IdempotencyKey : Key(StepPhase.Action);

    public override ActionOutcome ActionOutcome => actionOutcome;

    public override int? ElementIndex => null;

    public override TimeProvider TimeProvider => call.Instance.Engine.Time;

    public override CancellationToken CancellationToken => call.Token;

    public override string KeyFor(string part)
    {
        ArgumentException.ThrowIfNullOrEmpty(part);
        return IdempotencyKeys.Part(IdempotencyKey, part);
    }

    private string Key(StepPhase phase) => IdempotencyKeys.Of(call.Instance.State.KeyRoot, call.StepName, null, phase);
}
