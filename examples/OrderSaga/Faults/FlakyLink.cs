namespace Shop.Faults;

/// <summary>A link to a service on which calls go wrong as planned.</summary>
/// <param name="plan">Which calls go wrong.</param>
/// <param name="slow">How long a slow answer takes: longer than the caller's timeout.</param>
/// <param name="time">The clock.</param>
public sealed class FlakyLink(FaultPlan plan, TimeSpan slow, TimeProvider time)
{
    /// <summary>Makes a call over the link.</summary>
    /// <exception cref="ConnectionLostException">The call failed, or its reply was lost: the caller cannot know which.</exception>
    public async Task<T> CallAsync<T>(string key, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var fault = plan.Next(key);
        if (fault == Fault.Unreachable)
            throw new ConnectionLostException();
        var reply = call();
        await ((Task)reply).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (fault == Fault.ReplyLost)
            throw new ConnectionLostException();
        if (fault == Fault.TooSlow)
            await Task.Delay(slow, time, cancellationToken);
        return await reply;
    }

    /// <summary>Makes a call that has no answer but its end.</summary>
    /// <inheritdoc cref="CallAsync{T}"/>
    public Task CallAsync(string key, Func<Task> call, CancellationToken cancellationToken) => CallAsync(key, async () =>
    {
        await call();
        return true;
    }, cancellationToken);
}

/// <summary>The connection to a service broke. Whether the call had its effect is not known.</summary>
public sealed class ConnectionLostException() : Exception("connection lost");
