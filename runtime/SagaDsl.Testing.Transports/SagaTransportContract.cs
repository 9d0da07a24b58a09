using System.Text;
using SagaDsl.Transport;

namespace SagaDsl.Testing.Transports;

/// <summary>What every transport does. A transport's test class says how its network is made, and runs all of it.</summary>
public abstract partial class SagaTransportContract : IAsyncLifetime
{
    private TransportNetwork? _network;

    /// <summary>The network of this test.</summary>
    protected TransportNetwork Network => _network ?? throw new InvalidOperationException("The test has not begun: xunit calls InitializeAsync first.");

    /// <summary>Makes a network for one test, with nothing on it.</summary>
    protected abstract Task<TransportNetwork> MakeNetworkAsync();

    /// <summary>Makes the network.</summary>
    public async Task InitializeAsync() => _network = await MakeNetworkAsync();

    /// <summary>Clears the network away.</summary>
    public async Task DisposeAsync()
    {
        if (_network is { } network)
            await network.DisposeAsync();
    }

    protected static TransportMessage ToParticipant(string name, string id, string body = "a body") =>
        new(id, TransportAddress.Participant(name), Encoding.UTF8.GetBytes(body));

    protected static TransportMessage ToInbox(string name, string id, string body = "a body") =>
        new(id, TransportAddress.Inbox(name), Encoding.UTF8.GetBytes(body));

    protected static string TextOf(TransportMessage message) => Encoding.UTF8.GetString(message.Body.Span);

    /// <summary>Sends a message until it is sent, as the runtime does.</summary>
    protected static async Task SendUntilSentAsync(TransportNode from, TransportMessage message)
    {
        for (var tried = 0; ; tried++)
        {
            try
            {
                await from.SendAsync(message);
                return;
            }
            catch (TransportUnavailableException) when (tried < 200)
            {
                await Task.Delay(20);
            }
        }
    }
}
