using System.Security.Authentication;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace SagaDsl.Transport.Nats;

/// <summary>What the client and the server say, in words for a person, and as what a transport says: not now, or never.</summary>
internal static class Failures
{
    private const int StreamNotFound = 10059;
    private const int ConsumerNotFound = 10014;
    private const int NoReplicas = 10074;

    public static bool IsMissing(NatsJSApiException e) => e.Error.ErrCode is StreamNotFound or ConsumerNotFound || e.Error.Code == 404;

    public static Exception Connecting(NatsEndpoint server, Exception e)
    {
        var inner = Innermost(e);
        if (e is NatsServerException { IsAuthError: true } || inner is NatsServerException { IsAuthError: true })
            return new TransportRefusedException(
                $"{server.Description} refuses the credentials ({inner.Message}). Give others: in the address (nats://user:password@host:4222), or with " +
                "NatsOptions.Connection.", e);
        if (inner is AuthenticationException)
            return new TransportRefusedException($"No TLS connection to {server.Description}: {inner.Message}", e);
        if (Chain(e).Any(one => one is NatsException && one.Message.Contains("TLS", StringComparison.OrdinalIgnoreCase)))
            return new TransportRefusedException($"No TLS connection to {server.Description}: {Chain(e).First(one => one is NatsException).Message}", e);
        // The client's own words name addresses only.
        var why = inner is NatsException ? "nobody answers" : inner.Message;
        return new TransportUnavailableException($"{server.Description} cannot be reached: {why}. Is the server running there (nats-server -js)?", e);
    }

    public static TransportRefusedException NotPermitted(NatsEndpoint server, string? error) => new(
        $"{server.Description} does not permit it: {error ?? "no permission"}. What the sagas' user must be permitted is in docs/nats.md.");

    public static TransportUnavailableException NoAnswer(NatsEndpoint server, TimeSpan after, string what, Exception? e = null) => new(
        $"{server.Description} did not answer {what} within {after.TotalSeconds:0.##} s. It is away, has no JetStream now, or is overloaded.", e);

    public static Exception Api(NatsEndpoint server, string what, ApiError error, Exception? inner = null)
    {
        var text = $"{server.Description} refuses {what}: {error.Description} ({error.Code}/{error.ErrCode}).";
        // 500: the server's own trouble, which may pass; not that it is alone and cannot keep replicas. Two of 400 say: try again.
        return (error.Code >= 500 && error.ErrCode != NoReplicas) || error.Code is 408 or 429 || error.ErrCode is 10158 or 10167
            ? new TransportUnavailableException(text, inner)
            : new TransportRefusedException(text, inner);
    }

    /// <summary>What came of a call to JetStream's API.</summary>
    public static Exception Call(NatsEndpoint server, string what, Exception e) => e switch
    {
        NatsJSApiException api => Api(server, what, api.Error, api),
        TransportRefusedException or TransportUnavailableException => e,
        _ => new TransportUnavailableException($"{server.Description} failed at {what}: {Innermost(e).Message}", e),
    };

    public static Exception Innermost(Exception e) => Chain(e).Last();

    private static IEnumerable<Exception> Chain(Exception e)
    {
        for (var one = e; one is not null; one = one.InnerException)
            yield return one;
    }
}
