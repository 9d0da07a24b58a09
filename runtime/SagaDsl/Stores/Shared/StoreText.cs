using System.Diagnostics.CodeAnalysis;

namespace SagaDsl.Stores;

/// <summary>Refuses text that no store can keep as it is: half a surrogate pair has no UTF-8, and would come back as another text.</summary>
internal static class StoreText
{
    /// <exception cref="ArgumentException">It holds half a surrogate pair.</exception>
    public static void Verify(string? text, string name)
    {
        if (text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') is var at and >= 0)
            VerifyPairs(text, at, name);
    }

    private static void VerifyPairs(string? text, int at, string name)
    {
        for (; at < text!.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
                continue;
            if (!char.IsHighSurrogate(text[at]) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]))
                Refuse(text, at, name);
            at++;
        }
    }

    [DoesNotReturn]
    private static void Refuse(string text, int at, string name) =>
        throw new ArgumentException(
            $"A text of {text.Length} characters holds half a surrogate pair (U+{(int)text[at]:X4}) at index {at}: that is not Unicode, " +
            "and cannot be stored. Repair the text where it comes from.", name);
}
