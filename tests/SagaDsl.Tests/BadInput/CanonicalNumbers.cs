using System.Numerics;
using System.Text;
using SagaDsl.Journal;
using SagaDsl.Json;

namespace SagaDsl.Tests.BadInputTests;

/// <summary>Two inputs are equal where their numbers are, exactly.</summary>
public class CanonicalNumbers
{
    [Theory]
    [InlineData("1", "1.0"), InlineData("1", "10e-1"), InlineData("-0", "0.000"), InlineData("0e999999999999", "0"), InlineData("120", "1.2E+2")]
    [InlineData("1.00000000000000000000000000000", "1")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335.0")]
    [InlineData("1e400", "10e399"), InlineData("1e999999999999999999999", "10e999999999999999999998"), InlineData("0.1e-400", "1e-401")]
    public void One_number(string a, string b) => Assert.True(CanonicalJson.Equal(Of(a), Of(b)), $"{Text(a)} {Text(b)}");

    [Theory]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950334")]
    [InlineData("0.12345678901234567890123456789", "0.12345678901234567890123456788")]
    [InlineData("1234567890123456789012345678901", "1234567890123456789012345678902")]
    [InlineData("1e400", "2e400"), InlineData("1e-400", "0"), InlineData("9007199254740993", "9007199254740992"), InlineData("1", "-1")]
    public void Two_numbers(string a, string b) => Assert.False(CanonicalJson.Equal(Of(a), Of(b)), $"{Text(a)} {Text(b)}");

    [Fact]
    public void Whatever_its_spelling_a_number_has_one_form_which_is_a_number_of_the_same_value()
    {
        const int Seed = 36;
        var random = new Random(Seed);
        for (var i = 0; i < 2000; i++)
        {
            var digits = random.Next(1, 10) + string.Concat(Enumerable.Range(0, random.Next(45)).Select(_ => random.Next(10)));
            var (zeros, shift) = (random.Next(5), random.Next(-60, 60));
            var other = $"{digits}{new string('0', zeros)}e{shift - zeros}";
            var one = $"{digits}e{shift}";
            Assert.True(Text(one) == Text(other), $"Seed {Seed}: {one} is {Text(one)}, {other} is {Text(other)}.");
            Assert.Equal(Text(one), Text(Text(one)));
            if (shift >= 0)
                Assert.Equal(BigInteger.Parse(digits) * BigInteger.Pow(10, shift), Whole(Text(one)));
        }
    }

    private static BigInteger Whole(string text) =>
        text.Split('e') is [var digits, var exponent] ? BigInteger.Parse(digits) * BigInteger.Pow(10, int.Parse(exponent)) : BigInteger.Parse(text);

    private static Payload Of(string json) => new(Encoding.UTF8.GetBytes(json));

    private static string Text(string json) => Encoding.UTF8.GetString(CanonicalJson.Write(Of(json)));
}
