using System.Globalization;

namespace SagaDsl.Engine;

/// <summary>Durations as a person writes them, and as the attributes take them: <c>500ms</c>, <c>5s</c>, <c>1m30s</c>.</summary>
internal static class Spoken
{
    public static string Of(TimeSpan duration)
    {
        if (duration < TimeSpan.FromSeconds(1))
            return string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0.###}ms");
        var parts = new (int Count, string Unit)[] { (duration.Days, "d"), (duration.Hours, "h"), (duration.Minutes, "m"), (duration.Seconds, "s"),
            (duration.Milliseconds, "ms") };
        return string.Concat(parts.Where(part => part.Count > 0).Select(part => part.Count.ToString(CultureInfo.InvariantCulture) + part.Unit));
    }
}
