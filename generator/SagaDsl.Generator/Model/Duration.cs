using System.Globalization;

namespace SagaDsl.Generator.Model;

/// <summary>
/// Readable time spans: one or more of a number and a unit (<c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c>, <c>d</c>), larger units first,
/// as <c>200ms</c>, <c>1.5s</c>, <c>1m30s</c>; more than zero, at most 10,000 days.
/// </summary>
internal static class Duration
{
    private static readonly long LongestTicks = TimeSpan.FromDays(10_000).Ticks;

    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("ms", TimeSpan.TicksPerMillisecond), ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond),
    ];

    /// <summary>Reads a time span.</summary>
    /// <param name="text">The text.</param>
    /// <param name="ticks">Its length, in 100 ns.</param>
    /// <param name="problem">What is wrong, and where in the text.</param>
    public static bool TryParse(string text, out long ticks, out DurationProblem problem)
    {
        ticks = 0;
        problem = default;
        if (text.Length == 0)
            return Wrong(0, 0, "it is empty", out problem);

        var smallest = long.MaxValue;
        decimal total = 0;
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            while (at < text.Length && (text[at] is >= '0' and <= '9' or '.'))
                at++;
            var digits = text.Substring(start, at - start);
            var unitAt = at;
            while (at < text.Length && text[at] is not (>= '0' and <= '9' or '.'))
                at++;
            var unit = text.Substring(unitAt, at - unitAt);
            var scale = Array.Find(Units, u => u.Unit == unit).Ticks;

            if (digits.Length == 0)
                return Wrong(start, at - start, $"a number is missing before '{unit}'", out problem);
            if (unit.Length == 0)
                return Wrong(start, digits.Length, $"a unit is missing after '{digits}'", out problem);
            if (scale == 0)
                return Wrong(unitAt, unit.Length, $"'{unit}' is no unit", out problem);
            if (digits.Length > 12 || digits[0] == '.' || digits[digits.Length - 1] == '.'
                || !decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return Wrong(start, digits.Length, $"'{digits}' is no number", out problem);
            if (scale >= smallest)
                return Wrong(start, at - start, $"'{digits}{unit}' stands after a smaller or equal unit", out problem);
            smallest = scale;
            total += number * scale;
            if (total > LongestTicks)
                return Wrong(0, text.Length, "it is longer than 10,000 days", out problem);
        }

        ticks = (long)total;
        return ticks > 0 || Wrong(0, text.Length, "it is zero", out problem);
    }

    private static bool Wrong(int offset, int length, string why, out DurationProblem problem)
    {
        problem = new(offset, length, why);
        return false;
    }
}

/// <summary>What is wrong with a time span's text.</summary>
/// <param name="Offset">Where in the text.</param>
/// <param name="Length">How much of it.</param>
/// <param name="Why">What, as a clause.</param>
internal readonly record struct DurationProblem(int Offset, int Length, string Why);
