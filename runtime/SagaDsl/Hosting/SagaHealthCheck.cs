using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SagaDsl;

/// <summary>Whether sagas run, and whether a person should look.</summary>
internal sealed class SagaHealthCheck(SagaRuntime runtime) : IHealthCheck
{
    private const int Sample = 10;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!runtime.IsRunning)
            return HealthCheckResult.Unhealthy("The saga runtime does not run.");

        IReadOnlyList<InstanceSummary> suspended;
        try
        {
            suspended = await runtime.ListAsync(new() { Work = WorkState.Suspended, Limit = Sample }, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The saga store does not answer.", e);
        }

        var unrunnable = runtime.Unrunnable.Count;
        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["suspended"] = string.Join(", ", suspended.Select(one => one.Id)),
            ["unrunnable"] = unrunnable,
        };
        return suspended.Count == 0 && unrunnable == 0
            ? HealthCheckResult.Healthy("Sagas run.", data)
            : HealthCheckResult.Degraded(
                $"Sagas run; {(suspended.Count == Sample ? $"{Sample} or more" : suspended.Count)} instances are suspended and {unrunnable} cannot run here.",
                data: data);
    }
}
