using NATS.Client.Core;

namespace SagaDsl.Transport.Nats;

/// <summary>Where the connection comes from: made from an address, or given by the application.</summary>
internal sealed class NatsEndpoint
{
    private readonly Func<string, NatsOpts>? _opts;
    private readonly INatsConnection? _given;

    private NatsEndpoint(string description, Func<string, NatsOpts>? opts, INatsConnection? given)
    {
        Description = description;
        _opts = opts;
        _given = given;
    }

    /// <summary>For messages to people, without credentials.</summary>
    public string Description { get; }

    /// <summary>Whether the connection ends with the transport.</summary>
    public bool IsOurs => _given is null;

    public static NatsEndpoint Given(INatsConnection connection) => new(Describe(connection.Opts.Url), null, connection);

    public static NatsEndpoint At(string url, NatsOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(url);
        foreach (var one in url.Split(','))
        {
            if (!Uri.TryCreate(WithScheme(one), UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.Scheme is not ("nats" or "tls" or "ws" or "wss"))
                throw new ArgumentException(
                    $"'{Hidden(one.Trim())}' is no address of a NATS server. Write nats://host:4222, or tls://host:4222; several with commas between them.",
                    nameof(url));
        }

        var configure = options.Connection ?? (static opts => opts);
        return new(Describe(url), Opts, null);

        NatsOpts Opts(string node) => configure(new NatsOpts
        {
            Url = url,
            Name = "SagaDsl " + node,
            ConnectTimeout = options.CommandTimeout,
            DrainPingTimeout = options.CommandTimeout,
            // A server that is gone without a word is noticed in 15 to 20 s.
            PingInterval = TimeSpan.FromSeconds(5),
            ReconnectWaitMin = TimeSpan.FromMilliseconds(100),
            ReconnectWaitMax = TimeSpan.FromSeconds(1),
            // Credentials that are refused for a while, during a server's change, do not end the runtime.
            IgnoreAuthErrorAbort = true,
        });
    }

    /// <summary>The connection, not opened yet where it is ours.</summary>
    public INatsConnection Make(string node) => _given ?? new NatsConnection(_opts!(node));

    private static string Describe(string url) => "NATS " + string.Join(',', url.Split(',').Select(one => Hidden(one.Trim())));

    /// <summary>Without what stands before the host.</summary>
    private static string Hidden(string url)
    {
        var from = url.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0;
        var at = url.LastIndexOf('@');
        return at < from ? url : string.Concat(url.AsSpan(0, from), url.AsSpan(at + 1));
    }

    private static string WithScheme(string url) => url.Contains("://", StringComparison.Ordinal) ? url.Trim() : "nats://" + url.Trim();
}
