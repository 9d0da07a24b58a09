using Microsoft.Extensions.DependencyInjection;

namespace SagaDsl.Engine;

/// <summary>What a call uses, and leaves to be disposed of when it has ended.</summary>
internal struct CallUse
{
    public object? Saga;
    public AsyncServiceScope? Scope;
    public IDisposable? LogScope;

    public readonly bool LeavesNothing => Scope is null && LogScope is null && Saga is not (IDisposable or IAsyncDisposable);

    /// <summary>Disposes of the saga class and of its scope. What a service does then says nothing about what the step did.</summary>
    public readonly async ValueTask CleanUpAsync(StepCall call)
    {
        try
        {
            if (Saga is IAsyncDisposable later)
                await later.DisposeAsync().ConfigureAwait(false);
            else if (Saga is IDisposable now)
                now.Dispose();
        }
        catch (Exception e)
        {
            call.Instance.Engine.Log.NotDisposed(call.SagaName, call.InstanceId, call.StepName, e);
        }

        try
        {
            if (Scope is { } scope)
                await scope.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            call.Instance.Engine.Log.NotDisposed(call.SagaName, call.InstanceId, call.StepName, e);
        }
    }
}
