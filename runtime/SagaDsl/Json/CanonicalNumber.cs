using System.Globalization;
using System.Numerics;

namespace SagaDsl.Json;

/// <summary>One spelling for each number, by its exact decimal value, however many digits it has: 1, 1.0 and 10e-1 are one.</summary>
internal static class CanonicalNumber
{
    // Longer ones are written with an exponent: 1e1000000000 has no business being a gigabyte of zeros.
    private const int PlainDigits = 40;

    /// <param name="text">A number as JSON has it.</param>
    public static string Of(string text)
    {
        var end = text.AsSpan().IndexOfAny('e', 'E');
        var mantissa = text.AsSpan(0, end < 0 ? text.Length : end);
        var isNegative = mantissa[0] == '-';
        var point = mantissa.IndexOf('.');
        var digits = mantissa[(isNegative ? 1 : 0)..].ToString().Replace(".", "", StringComparison.Ordinal);
        var exponent = end < 0 ? BigInteger.Zero : BigInteger.Parse(text.AsSpan(end + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        exponent -= point < 0 ? 0 : mantissa.Length - point - 1;

        // Now the value is digits × 10^exponent.
        var whole = digits.TrimStart('0');
        var significant = whole.TrimEnd('0');
        if (significant.Length == 0)
            return "0";
        exponent += whole.Length - significant.Length;
        return (isNegative ? "-" : "") + Spelled(significant, exponent);
    }

    private static string Spelled(string digits, BigInteger exponent)
    {
        if (exponent >= 0 && digits.Length + exponent <= PlainDigits)
            return digits + new string('0', (int)exponent);
        if (exponent < 0 && -exponent <= PlainDigits)
        {
            var fraction = (int)-exponent;
            return digits.Length > fraction ? $"{digits[..^fraction]}.{digits[^fraction..]}" : $"0.{digits.PadLeft(fraction, '0')}";
        }

        return $"{digits}e{exponent.ToString(CultureInfo.InvariantCulture)}";
    }
}
