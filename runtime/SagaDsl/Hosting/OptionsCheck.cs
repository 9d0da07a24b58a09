using SagaDsl.Definition;

namespace SagaDsl;

/// <summary>Refuses options that cannot work, before anything happens.</summary>
internal static class OptionsCheck
{
    /// <exception cref="ArgumentException">An option cannot work; the message names it.</exception>
    public static void Check(SagaOptions options, IReadOnlyList<SagaRegistration> sagas)
    {
        AtLeastOne(options.MaxInFlight, nameof(options.MaxInFlight));
        AtLeastOne(options.MaxConcurrentCalls, nameof(options.MaxConcurrentCalls));
        AtLeastOne(options.MaxConcurrentRecoveries, nameof(options.MaxConcurrentRecoveries));
        AtLeastOne(options.MaxPayloadBytes, nameof(options.MaxPayloadBytes));
        AtLeastOne(options.AttentionAfter, nameof(options.AttentionAfter));
        Positive(options.InboxPolling, nameof(options.InboxPolling));
        Positive(options.CancellationGrace, nameof(options.CancellationGrace));
        Positive(options.ResendAfter, nameof(options.ResendAfter));
        Check(options.StepRetry, nameof(options.StepRetry));
        Check(options.UndoAndForwardRetry, nameof(options.UndoAndForwardRetry));
        if (options.ShutdownTimeout < TimeSpan.Zero && options.ShutdownTimeout != Timeout.InfiniteTimeSpan)
            throw new ArgumentException(
                $"{nameof(SagaOptions)}.{nameof(options.ShutdownTimeout)} is {options.ShutdownTimeout}; it must not be negative, " +
                "unless it is Timeout.InfiniteTimeSpan.");
        if (options.DormantAfter < TimeSpan.Zero)
            throw new ArgumentException($"{nameof(SagaOptions)}.{nameof(options.DormantAfter)} is {options.DormantAfter}; it must not be negative.");
        if (options.Retention is { } retention)
            Positive(retention, nameof(options.Retention));
        if (string.IsNullOrWhiteSpace(options.Node) || string.IsNullOrWhiteSpace(options.KeyPrefix))
            throw new ArgumentException($"{nameof(SagaOptions)}.{nameof(options.Node)} and {nameof(options.KeyPrefix)} must not be empty.");
        if (WellFormed.FirstHalf(options.Node) >= 0 || WellFormed.FirstHalf(options.KeyPrefix) >= 0)
            throw new ArgumentException(
                $"{nameof(SagaOptions)}.{nameof(options.Node)} or {nameof(options.KeyPrefix)} has half a surrogate pair: it is not valid Unicode.");
        foreach (var (saga, limit) in options.MaxConcurrentCallsPerSaga)
        {
            AtLeastOne(limit, $"{nameof(options.MaxConcurrentCallsPerSaga)}[\"{saga}\"]");
            if (!sagas.Any(one => one.Definition.Name == saga))
                throw new ArgumentException($"{nameof(SagaOptions)}.{nameof(options.MaxConcurrentCallsPerSaga)} names the saga '{saga}', which was not added.");
        }
    }

    private static void Check(RetryPolicy policy, string name)
    {
        if (policy is { MaxAttempts: < 1 } or { Factor: < 1 } || policy.FirstDelay < TimeSpan.Zero || policy.MaxDelay < TimeSpan.Zero)
            throw new ArgumentException($"{nameof(SagaOptions)}.{name}: at least 1 attempt, a factor of at least 1, and no negative delay.");
    }

    private static void AtLeastOne(int value, string name)
    {
        if (value < 1)
            throw new ArgumentException($"{nameof(SagaOptions)}.{name} is {value}; it must be at least 1.");
    }

    private static void Positive(TimeSpan value, string name)
    {
        if (value <= TimeSpan.Zero)
            throw new ArgumentException($"{nameof(SagaOptions)}.{name} is {value}; it must be longer than zero.");
    }
}
