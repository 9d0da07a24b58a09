using System.Runtime.CompilerServices;

namespace SagaDsl;

/// <summary>Text that is stored must be there, and must be Unicode: not every store would keep half a surrogate pair, or give it back.</summary>
internal static class WellFormed
{
    /// <exception cref="ArgumentException">It is empty, or has half a surrogate pair.</exception>
    public static void Check(string text, string what, [CallerArgumentExpression(nameof(text))] string? name = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text, name);
        if (FirstHalf(text) is >= 0 and var position)
            throw new ArgumentException($"The text that says {what} has half a surrogate pair at position {position}: it is not valid Unicode.", name);
    }

    /// <summary>Where a surrogate stands without its other half; -1: nowhere.</summary>
    public static int FirstHalf(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return i;
        }

        return -1;
    }
}
