using System.Security.Cryptography;
using System.Text;
using SagaDsl.Definition;
using SagaDsl.Transport;

namespace SagaDsl.Engine;

/// <summary>The inbox of a runtime: where participants reply. Its key prefix, as far as an address may have it.</summary>
internal static class InboxName
{
    private const int Longest = 50;

    /// <exception cref="SagaDefinitionException">Its sagas ask participants of other processes, and it has no name of its own.</exception>
    public static string Of(EngineServices services, ISagaTransport transport)
    {
        var (prefix, asks) = (services.Options.KeyPrefix, services.Sagas.Values.FirstOrDefault(saga => saga.Plan.HasRemote));
        if (prefix != SagaOptions.DefaultKeyPrefix || transport.IsLocal)
            return Safe(prefix);
        if (asks is null)
            return Safe(services.Sagas.Values.Select(saga => saga.Definition.Participant).FirstOrDefault(name => name is not null) is { } name
                ? "participant-" + name
                : prefix);
        throw new SagaDefinitionException(
            $"Saga '{asks.Plan.Name}' has steps that participants in other processes do, and this application has no name there: two with the same would get " +
            "each other's replies. Give it one, for ever, that no other application at the same participants has: " +
            "sagas.Configure(o => o.KeyPrefix = \"shop\").");
    }

    private static string Safe(string name) => name.Length <= Longest && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        ? name
        : "h-" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
}
