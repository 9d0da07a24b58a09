namespace SagaDsl.Kernel;

/// <summary>Arithmetic on time that ends at the end of time: whoever waits for <see cref="TimeSpan.MaxValue"/> waits for ever.</summary>
internal static class Instants
{
    public static DateTimeOffset After(this DateTimeOffset from, TimeSpan delay) =>
        delay >= DateTimeOffset.MaxValue - from ? DateTimeOffset.MaxValue : from + delay;

    public static DateTimeOffset Before(this DateTimeOffset from, TimeSpan delay) =>
        delay >= from - DateTimeOffset.MinValue ? DateTimeOffset.MinValue : from - delay;
}
