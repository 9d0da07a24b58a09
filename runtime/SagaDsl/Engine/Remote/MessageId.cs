using System.Security.Cryptography;
using System.Text;

namespace SagaDsl.Engine;

/// <summary>The id of a message: what it is about, as far as it is not longer than transports take.</summary>
internal static class MessageId
{
    private const int Longest = 300;
    private const int Kept = 100;

    public static string Of(string text)
    {
        if (text.Length <= Longest)
            return text;
        // Never through the middle of a surrogate pair.
        var kept = char.IsHighSurrogate(text[Kept - 1]) ? Kept - 1 : Kept;
        return string.Concat(text.AsSpan(0, kept), "…", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }
}
