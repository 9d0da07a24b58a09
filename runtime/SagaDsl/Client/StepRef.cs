namespace SagaDsl;

/// <summary>Refers to a step of a saga: the generated client has one for each, as <c>CheckoutClient.Steps.Charge</c>.</summary>
/// <param name="Saga">The saga's name.</param>
/// <param name="Name">The step's name.</param>
public readonly record struct StepRef(string Saga, string Name);

/// <summary>Refers to a step that has a result.</summary>
/// <typeparam name="TResult">The result.</typeparam>
/// <param name="Saga">The saga's name.</param>
/// <param name="Name">The step's name.</param>
public readonly record struct StepRef<TResult>(string Saga, string Name)
{
    /// <summary>The same step, its result's type forgotten.</summary>
    public static implicit operator StepRef(StepRef<TResult> step) => new(step.Saga, step.Name);
}
