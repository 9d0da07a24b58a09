using System.Globalization;
using Shop.Checkout;

namespace Shop.Tests.Input;

public sealed class TotalTests
{
    [Theory]
    [InlineData("0", "10.00×3-0", "30.00")]
    [InlineData("4.25", "10.00×3-0.1", "31.25")]
    [InlineData("0", "0.05×1-0.5", "0.03")]                 // 0.025: halves go up, not to the even cent
    [InlineData("0", "0.45×1-0.1 0.45×1-0.1", "0.81")]      // 0.405 + 0.405: rounded once for the order, not for each line
    [InlineData("1.10", "0.10×3-0", "1.40")]                // exact: no binary fractions
    [InlineData("2.00", "9.99×7-1", "2.00")]
    public void The_total_is_the_lines_rounded_once_to_cents_plus_freight(string freight, string lines, string total)
    {
        var order = new PlacedOrder(1, "ANNAS", "Anna's", "Kiel", Number(freight), [.. lines.Split(' ').Select((line, i) => Line(i + 1, line))]);

        Assert.Equal(Number(total), order.Total);
    }

    private static OrderLine Line(int product, string text)
    {
        var parts = text.Split('×', '-');
        return new(product, Number(parts[0]), int.Parse(parts[1], CultureInfo.InvariantCulture), Number(parts[2]));
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
