using Microsoft.Extensions.Hosting;

namespace SagaDsl;

/// <summary>
/// Starts and stops the runtime with its host: it is open before any hosted service starts and closed after all have stopped, so that
/// each of them can use a client from its first line to its last. Waiting ends earlier, when the application is told to stop.
/// </summary>
internal sealed class SagaHostedService(SagaRuntime runtime, IHostApplicationLifetime? lifetime) : IHostedLifecycleService, IDisposable
{
    private CancellationTokenRegistration _stopping;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (lifetime is not null)
            _stopping = lifetime.ApplicationStopping.UnsafeRegister(static runtime => ((SagaRuntime)runtime!).StopWaiting(), runtime);
        return runtime.OpenAsync(cancellationToken);
    }

    // Open already; unless the host is one that knows no lifecycle.
    public Task StartAsync(CancellationToken cancellationToken) => runtime.OpenAsync(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => runtime.StopAsync();

    public void Dispose() => _stopping.Dispose();
}
