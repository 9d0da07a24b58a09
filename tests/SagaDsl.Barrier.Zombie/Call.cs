namespace SagaDsl.Barrier.Tests;

/// <summary>A call as an engine would make it: of an action, or of its compensation.</summary>
/// <param name="key">The action's key.</param>
/// <param name="isUndo">Whether this is the compensation's call.</param>
/// <param name="cancellation">The call's token.</param>
public sealed class Call(string key, bool isUndo = false, CancellationToken cancellation = default) : StepContext
{
    public override string SagaName => "orders";

    public override string InstanceId => "order-1";

    public override string StepName => "Reserve";

    public override int Attempt => 1;

    public override string IdempotencyKey => isUndo ? key + "/undo" : key;

    public override string ActionKey => key;

    public override ActionOutcome ActionOutcome => ActionOutcome.InDoubt;

    public override int? ElementIndex => null;

    public override CancellationToken CancellationToken => cancellation;

    public override TimeProvider TimeProvider => TimeProvider.System;

    public override string KeyFor(string part) => $"{IdempotencyKey}/:{part}";

    public static Call Action(string key) => new(key);

    public static Call Undo(string key) => new(key, isUndo: true);
}
