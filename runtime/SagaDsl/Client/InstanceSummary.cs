namespace SagaDsl;

/// <summary>One line of a list of instances.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Saga">The saga's name.</param>
/// <param name="Status">Its status.</param>
/// <param name="Records">How many records its journal has.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="UpdatedAt">When its last record was written.</param>
public sealed record InstanceSummary(string Id, string Saga, InstanceStatus Status, int Records, DateTimeOffset StartedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Why this process cannot run it, where that is so.</summary>
    public string? Unrunnable { get; init; }
}

/// <summary>An instance's status, written with each record.</summary>
/// <param name="Work">What is to be done.</param>
/// <param name="Saga">How far the saga is.</param>
/// <param name="DueAt">When, in <see cref="WorkState.Due"/>.</param>
/// <param name="Attention">Whether a person should look.</param>
public readonly record struct InstanceStatus(WorkState Work, SagaStatus Saga, DateTimeOffset? DueAt = null, bool Attention = false)
{
    // UTC ticks + 1; 0: none. A store in memory keeps it with every instance.
    private readonly long _due = DueAt?.UtcTicks + 1 ?? 0;

    /// <summary>When, in <see cref="WorkState.Due"/>.</summary>
    public DateTimeOffset? DueAt
    {
        get => _due == 0 ? null : new DateTimeOffset(_due - 1, TimeSpan.Zero);
        init => _due = value?.UtcTicks + 1 ?? 0;
    }
}
