using System.Security.Cryptography;
using System.Text;

namespace SagaDsl.Engine;

/// <summary>
/// The ids of instances that are commands to participants, and of those that undo one: <c>~stock.Reserve~{key}</c> and the same
/// with <c>~undo</c>. The same command has the same id, whoever is asked. No id of a user's begins so.
/// </summary>
internal static class CommandId
{
    public const char Mark = '~';

    private const string Undo = "~undo";

    /// <summary>What of a key is kept where it is too long: the rest is told apart by a hash.</summary>
    private const int KeptOfKey = 60;

    public static string Of(string saga, string key)
    {
        var id = string.Concat("~", saga, "~", key);
        if (id.Length + Undo.Length <= InstanceId.MaxLength)
            return id;
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16));
        // Never through the middle of a surrogate pair.
        var kept = char.IsHighSurrogate(key[KeptOfKey - 1]) ? KeptOfKey - 1 : KeptOfKey;
        return string.Concat("~", saga.Length <= KeptOfKey ? saga : saga[..KeptOfKey], "~", string.Concat(key.AsSpan(0, kept), "…", hash));
    }

    /// <summary>The id of the instance that undoes a command which was done.</summary>
    public static string OfUndo(string command) => command + Undo;

    public static bool Is(string instance) => instance[0] == Mark;
}
