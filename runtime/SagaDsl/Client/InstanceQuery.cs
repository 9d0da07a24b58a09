namespace SagaDsl;

/// <summary>Which instances to list. What is null does not restrict.</summary>
public sealed record InstanceQuery
{
    /// <summary>Those of one saga.</summary>
    public string? Saga { get; init; }

    /// <summary>Those in one work state.</summary>
    public WorkState? Work { get; init; }

    /// <summary>Those in one saga status.</summary>
    public SagaStatus? Status { get; init; }

    /// <summary>Those that a person should look at, or not.</summary>
    public bool? Attention { get; init; }

    /// <summary>Those whose last record was written before.</summary>
    public DateTimeOffset? UpdatedBefore { get; init; }

    /// <summary>Those already reduced to a tombstone, or not.</summary>
    public bool? Reduced { get; init; }

    /// <summary>Those whose id comes after this one, by ordinal order: the next page.</summary>
    public string? AfterId { get; init; }

    /// <summary>How many at most. Default: 100.</summary>
    public int Limit { get; init; } = 100;
}
