namespace SagaDsl;

/// <summary>How a saga ended.</summary>
public class SagaOutcome
{
    /// <summary>An outcome. Public so that a test can make one for a mocked client.</summary>
    /// <param name="status">A status that is an end.</param>
    /// <param name="failure">Why it did not complete.</param>
    public SagaOutcome(SagaStatus status, SagaFailure? failure = null)
    {
        if (status is SagaStatus.Running or SagaStatus.Compensating)
            throw new ArgumentOutOfRangeException(nameof(status), status, "An outcome is an end: Completed, Compensated or Abandoned.");
        Status = status;
        Failure = failure;
    }

    /// <summary>Completed, Compensated or Abandoned.</summary>
    public SagaStatus Status { get; }

    /// <summary>Whether every step is done.</summary>
    public bool IsCompleted => Status == SagaStatus.Completed;

    /// <summary>Why it did not complete; null where it did.</summary>
    public SagaFailure? Failure { get; }
}

/// <summary>How a saga with a result ended.</summary>
/// <typeparam name="TResult">The result.</typeparam>
public sealed class SagaOutcome<TResult> : SagaOutcome
{
    private readonly TResult? _result;

    /// <summary>An outcome without a result.</summary>
    /// <param name="status">Compensated or Abandoned.</param>
    /// <param name="failure">Why it did not complete.</param>
    public SagaOutcome(SagaStatus status, SagaFailure? failure) : base(status, failure)
    {
    }

    /// <summary>The outcome of a completed saga.</summary>
    /// <param name="result">Its result.</param>
    public SagaOutcome(TResult result) : base(SagaStatus.Completed) => _result = result;

    /// <summary>The result of a completed saga.</summary>
    /// <exception cref="InvalidOperationException">The saga did not complete; the message says why.</exception>
    public TResult Result => IsCompleted
        ? _result!
        : throw new InvalidOperationException($"The saga has no result: it ended {Status}. {Failure?.Message}");
}
