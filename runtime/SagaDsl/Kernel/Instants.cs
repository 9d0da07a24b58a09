namespace SagaDsl.Kernel;

/// <summary>Arithmetic on time that ends at the end of time: whoever waits for <see cref="TimeSpan.MaxValue"/> waits for ever.</summary>
internal static class Instants
{
    private static readonly long End = DateTimeOffset.MaxValue.UtcTicks;

    public static DateTimeOffset After(this DateTimeOffset from, TimeSpan delay)
    {
        var ticks = from.UtcTicks;
        return new(delay.Ticks > End - ticks ? End : ticks + delay.Ticks, TimeSpan.Zero);
    }

    public static DateTimeOffset Before(this DateTimeOffset from, TimeSpan delay)
    {
        var ticks = from.UtcTicks;
        return new(delay.Ticks > ticks ? 0 : ticks - delay.Ticks, TimeSpan.Zero);
    }
}
