using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Shop.Faults;

/// <summary>Decides which calls go wrong, and how. The n-th call with a key always meets the same fate under the same seed.</summary>
/// <param name="probability">How likely a call goes wrong, from 0 to 1.</param>
/// <param name="seed">Which calls do.</param>
public sealed class FaultPlan(double probability, int seed)
{
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);

    /// <summary>The fate of the next call with a key.</summary>
    public Fault Next(string key)
    {
        var call = _calls.AddOrUpdate(key, 1, (_, n) => n + 1);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{call}/{key}"), hash);
        if (BinaryPrimitives.ReadUInt32LittleEndian(hash) / (uint.MaxValue + 1.0) >= probability)
            return Fault.None;
        return (Fault)(1 + BinaryPrimitives.ReadUInt32LittleEndian(hash[4..]) % 3);
    }
}

/// <summary>What becomes of a call.</summary>
public enum Fault
{
    /// <summary>Nothing goes wrong.</summary>
    None = 0,

    /// <summary>The service is not reached: nothing happened.</summary>
    Unreachable = 1,

    /// <summary>The call has its effect, and the reply is lost.</summary>
    ReplyLost = 2,

    /// <summary>The call has its effect, and the answer comes after the caller's timeout.</summary>
    TooSlow = 3,
}
