using SagaDsl.Definition;

namespace SagaDsl.Kernel;

/// <summary>A retry policy with every default filled in.</summary>
internal readonly record struct RetryRule(int? MaxAttempts, TimeSpan FirstDelay, double Factor, TimeSpan MaxDelay, bool Jitter)
{
    public static RetryRule Of(RetryPolicy? own, RetryPolicy defaults)
    {
        var first = own?.FirstDelay ?? defaults.FirstDelay ?? TimeSpan.FromMilliseconds(200);
        var cap = own?.MaxDelay ?? defaults.MaxDelay ?? TimeSpan.FromSeconds(30);
        // Whoever asks for a first delay beyond the default cap means that delay.
        if (own is { FirstDelay: not null, MaxDelay: null } && first > cap)
            cap = first;
        return new(own?.MaxAttempts ?? defaults.MaxAttempts, first, own?.Factor ?? defaults.Factor ?? 2, cap, (own ?? defaults).Jitter);
    }

    public bool Allows(int attempts) => MaxAttempts is not { } max || attempts < max;

    /// <summary>The delay after the given number of failures, before jitter: grows by the factor, up to the cap.</summary>
    public TimeSpan Delay(int failures)
    {
        if (FirstDelay >= MaxDelay)
            return MaxDelay;
        var ticks = FirstDelay.Ticks * Math.Pow(Factor, failures - 1);
        return ticks >= MaxDelay.Ticks ? MaxDelay : TimeSpan.FromTicks((long)ticks);
    }

    /// <summary>The delay with full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter"): uniform between zero and its length.</summary>
    public TimeSpan Delay(int failures, double random) => Jitter ? Delay(failures) * random : Delay(failures);

    /// <summary>Whether the delay before the latest failure had reached the cap already, so that one more says nothing new.</summary>
    public bool WasAtCap(int failures) => failures > 1 && Delay(failures - 1) >= MaxDelay;
}
