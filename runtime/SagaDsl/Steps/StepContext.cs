using System.Text.Json.Serialization.Metadata;

namespace SagaDsl;

/// <summary>What a step or compensation may know about the call it is part of.</summary>
public abstract class StepContext
{
    /// <summary>The saga's name.</summary>
    public abstract string SagaName { get; }

    /// <summary>The instance's id.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The step's name; in a compensation, the name of the step it undoes.</summary>
    public abstract string StepName { get; }

    /// <summary>Which counted attempt this is, from 1. Asking again after pending, or after a crash, does not count.</summary>
    public abstract int Attempt { get; }

    /// <summary>
    /// One key for every attempt of this step (or of this compensation) of this instance, for ever:
    /// <c>{prefix}/{saga}/{instance}/{step}</c>, and <c>…/undo</c> in a compensation. Give it to every service that is called.
    /// </summary>
    public abstract string IdempotencyKey { get; }

    /// <summary>
    /// In a compensation: the key of the action it undoes, which finds the effect even when its reply was lost. In an action: the same as <see
    /// cref="IdempotencyKey"/>.
    /// </summary>
    public abstract string ActionKey { get; }

    /// <summary>In a compensation: whether the action is known to have happened. In an action: always <see cref="SagaDsl.ActionOutcome.InDoubt"/>.</summary>
    public abstract ActionOutcome ActionOutcome { get; }

    /// <summary>The element's index in a step that runs per element, otherwise null.</summary>
    public abstract int? ElementIndex { get; }

    /// <summary>Cancelled when the attempt times out, the saga turns back, or the process shuts down.</summary>
    public abstract CancellationToken CancellationToken { get; }

    /// <summary>The clock to use: tests move it.</summary>
    public abstract TimeProvider TimeProvider { get; }

    /// <summary>How the saga stores the step's result; null: it has none, or nobody says.</summary>
    internal virtual JsonTypeInfo? ResultJson => null;

    /// <summary>A key of its own for a second effect of the same step, as stable as <see cref="IdempotencyKey"/>.</summary>
    /// <param name="part">What distinguishes the effect: <c>"fee"</c>, <c>line.ProductId</c>. Not empty.</param>
    /// <exception cref="ArgumentException"><paramref name="part"/> is empty.</exception>
    public abstract string KeyFor(string part);
}

/// <summary>What is known of the action that a compensation undoes.</summary>
public enum ActionOutcome
{
    /// <summary>It may have happened: the attempt failed in an unknown way, timed out, or its reply was lost.</summary>
    InDoubt = 0,

    /// <summary>It happened.</summary>
    Ok = 1,
}
