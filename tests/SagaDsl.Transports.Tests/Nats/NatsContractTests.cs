using SagaDsl.Testing.Transports;

namespace SagaDsl.Transports.Tests.Nats;

[NeedsNats]
public sealed class NatsContractTests(SharedServer shared) : SagaTransportContract, IClassFixture<SharedServer>
{
    protected override Task<TransportNetwork> MakeNetworkAsync() => Task.FromResult<TransportNetwork>(new NatsNetwork(shared.Server));
}
