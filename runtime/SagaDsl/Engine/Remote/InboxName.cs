using System.Security.Cryptography;
using System.Text;

namespace SagaDsl.Engine;

/// <summary>The inbox of a runtime: where participants reply. Its key prefix, as far as an address may have it.</summary>
internal static class InboxName
{
    private const int Longest = 50;

    public static string Of(string keyPrefix) => keyPrefix.Length <= Longest && keyPrefix.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        ? keyPrefix
        : "h-" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(keyPrefix)).AsSpan(0, 16));
}
