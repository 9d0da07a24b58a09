namespace SagaDsl.TestKit.Sagas;

/// <summary>What a callee does with one call: returns a result, or throws.</summary>
public delegate Task<StepValue> Act(Call call);

/// <summary>A failure whose outcome is unknown to the caller.</summary>
public sealed class CalleeException(string message) : Exception(message);

/// <summary>A refusal that a saga names in its <c>RejectOn</c>.</summary>
public class RefusedException(string message) : Exception(message);

/// <summary>A refusal derived from one that is named in <c>RejectOn</c>.</summary>
public sealed class NarrowlyRefusedException(string message) : RefusedException(message);

/// <summary>The things a callee can do.</summary>
public static class Acts
{
    /// <summary>Done.</summary>
    public static Act Ok { get; } = call => Task.FromResult(call.Value());

    /// <summary>Refused, nothing happened.</summary>
    public static Act Reject(string reason = "rejected", bool definite = true) => _ => throw new StepRejectedException(reason) { Definite = definite };

    /// <summary>Failed, and nobody knows how far it came.</summary>
    public static Act Fail(string reason = "lost reply") => _ => throw new CalleeException(reason);

    /// <summary>Throws whatever a test wants.</summary>
    public static Act Throw(Func<Exception> exception) => _ => throw exception();

    /// <summary>Under way elsewhere.</summary>
    public static Act Pend(TimeSpan delay) => _ => throw new StepPendingException(delay);

    /// <summary>Done, with a value that cannot be stored.</summary>
    public static Act Unstorable { get; } = call => Task.FromResult(call.Value() with { CannotBeWritten = true });

    /// <summary>Done, with a value of a size.</summary>
    public static Act Large(int characters) => call => Task.FromResult(call.Value() with { Text = new string('x', characters) });

    /// <summary>Takes some time; its token cuts it short.</summary>
    public static Act Slow(TimeSpan delay, Act? then = null) => async call =>
    {
        await call.ParkAsync(Task.Delay(delay, call.Context.TimeProvider, call.Context.CancellationToken));
        return await (then ?? Ok)(call);
    };

    /// <summary>Takes some time, whatever its token says.</summary>
    public static Act SlowAndDeaf(TimeSpan delay, Act? then = null) => async call =>
    {
        await call.ParkAsync(Task.Delay(delay, call.Context.TimeProvider, CancellationToken.None));
        return await (then ?? Ok)(call);
    };

    /// <summary>Waits for whatever a test wants.</summary>
    public static Act Await(Func<Call, Task> wait, Act? then = null) => async call =>
    {
        await call.ParkAsync(wait(call));
        return await (then ?? Ok)(call);
    };

    /// <summary>Blocks its thread until the gate is opened, whatever its token says.</summary>
    public static Act Block(Gate gate, Act? then = null) => call =>
    {
        call.Block(gate.Opened);
        return (then ?? Ok)(call);
    };

    /// <summary>Blocks its thread until its token cuts it short, or the gate is opened.</summary>
    public static Act BlockUntilCancelled(Gate gate, Act? then = null) => call =>
    {
        call.Block(gate.Opened.WaitAsync(call.Context.CancellationToken));
        return (then ?? Ok)(call);
    };

    /// <summary>Waits until the gate is opened; its token cuts it short.</summary>
    public static Act Hold(Gate gate, Act? then = null) => async call =>
    {
        await call.ParkAsync(gate.Opened.WaitAsync(call.Context.CancellationToken));
        return await (then ?? Ok)(call);
    };

    /// <summary>Waits until the gate is opened, whatever its token says.</summary>
    public static Act HoldDeaf(Gate gate, Act? then = null) => async call =>
    {
        await call.ParkAsync(gate.Opened);
        return await (then ?? Ok)(call);
    };
}

/// <summary>Something calls wait for until a test opens it.</summary>
public sealed class Gate
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when it is opened.</summary>
    public Task Opened => _opened.Task;

    /// <summary>Lets all calls through, those that come later too.</summary>
    public void Open() => _opened.TrySetResult();
}
