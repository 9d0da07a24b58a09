using Microsoft.Extensions.Hosting;

namespace SagaDsl;

/// <summary>Starts and stops the runtime with its host.</summary>
internal sealed class SagaHostedService(SagaRuntime runtime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => runtime.OpenAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => runtime.StopAsync();
}
