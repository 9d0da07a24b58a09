using System.Globalization;
using Shop.Checkout;

namespace Shop.Report;

/// <summary>Says how far a run is.</summary>
public static class ProgressText
{
    /// <summary>One plain line.</summary>
    public static string Plain(OrderCounts counts, TimeSpan elapsed) => string.Create(CultureInfo.InvariantCulture,
        $"{counts.Ended}/{counts.Total} orders, {Rate(counts, elapsed):0}/s: {counts.Running} running, {counts.Completed} completed, " +
            $"{counts.Compensated} compensated, {counts.Retrying} retrying");

    /// <summary>A bar and a line of numbers, in Spectre's markup.</summary>
    public static string Live(OrderCounts counts, TimeSpan elapsed, int width)
    {
        var share = counts.Total == 0 ? 1 : (double)counts.Ended / counts.Total;
        var length = Math.Clamp(width - 36, 10, 60);
        var done = (int)Math.Round(share * length);
        var bar = $"[green]{new string('━', done)}[/][grey]{new string('━', length - done)}[/]";
        var retrying = $"[red]{counts.Retrying,4} retrying[/]";
        return string.Create(CultureInfo.InvariantCulture, $"""
            {bar} {counts.Ended}/{counts.Total}  {share * 100:0}%  [grey]{Rate(counts, elapsed):0} orders/s[/]
            [blue]{counts.Running,4} running[/]  [green]{counts.Completed,4} completed[/]  [yellow]{counts.Compensated,4} compensated[/]  {retrying}
            """);
    }

    private static double Rate(OrderCounts counts, TimeSpan elapsed) => elapsed > TimeSpan.Zero ? counts.Ended / elapsed.TotalSeconds : 0;
}
