using SagaDsl.Definition;
using SagaDsl.Engine;

namespace SagaDsl;

/// <summary>Starts and finds instances of a saga. The generator derives a typed client from one of its three forms.</summary>
public abstract class SagaClientBase
{
    private readonly SagaRuntime? _runtime;
    private readonly SagaDefinition? _definition;

    private protected SagaClientBase(SagaRuntime runtime, SagaDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        ArgumentNullException.ThrowIfNull(definition);
        runtime.RequireRegistered(definition);
        (_runtime, _definition) = (runtime, definition);
    }

    private protected SagaClientBase()
    {
    }

    /// <exception cref="InvalidOperationException">The runtime has not started yet, or this is a mock.</exception>
    private protected ISagaEngine Engine => _runtime?.Engine ?? throw new InvalidOperationException("This client is a mock: it has no runtime.");

    private protected SagaDefinition Definition => _definition!;
}

/// <summary>Starts and finds instances of a saga that has an input and a result.</summary>
/// <typeparam name="TInput">The input.</typeparam>
/// <typeparam name="TResult">The result.</typeparam>
public abstract class SagaClient<TInput, TResult> : SagaClientBase
{
    /// <summary>A client of a running runtime.</summary>
    /// <exception cref="InvalidOperationException">The saga was not added to the runtime.</exception>
    protected SagaClient(SagaRuntime runtime, SagaDefinition definition) : base(runtime, definition)
    {
    }

    /// <summary>For mocks.</summary>
    protected SagaClient()
    {
    }

    /// <summary>The instance with an id, whether it exists or not.</summary>
    public virtual SagaHandle<TResult> this[string id] => new(Engine, Definition, id, isNew: false);

    /// <summary>
    /// Starts an instance. It is durable when the task completes. The same id with an equal input returns the instance
    /// that is there, running or ended, and runs nothing.
    /// </summary>
    /// <param name="id">
    /// The instance's id: 1 to 200 characters, no control characters; unique in the store over all sagas. Take it from the business: the order's number.
    /// </param>
    /// <param name="input">The input. Not null.</param>
    /// <param name="cancellationToken">Gives up waiting; the instance may have started all the same.</param>
    /// <exception cref="ArgumentException">The id is empty, too long or has control characters.</exception>
    /// <exception cref="SagaIdConflictException">The id is taken by an instance with another input, or of another saga.</exception>
    /// <exception cref="PayloadTooLargeException">The input is larger than <see cref="SagaOptions.MaxPayloadBytes"/>.</exception>
    /// <exception cref="PayloadNotSerializableException">The input cannot be written as JSON, or not be read back.</exception>
    /// <exception cref="InvalidOperationException">The runtime has not started yet.</exception>
    /// <exception cref="ObjectDisposedException">The runtime was stopped.</exception>
    public virtual async ValueTask<SagaHandle<TResult>> StartAsync(string id, TInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        var isNew = await Engine.StartAsync(Definition, id, input, cancellationToken).ConfigureAwait(false);
        return new(Engine, Definition, id, isNew);
    }

    /// <summary>Starts an instance and waits until it has ended. See <see cref="StartAsync"/>.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the application stops; a started instance is not lost.</exception>
    public virtual ValueTask<SagaOutcome<TResult>> RunAsync(string id, TInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        return SagaRun<TResult>.Of(Engine, Definition, id, input, cancellationToken);
    }
}

/// <summary>Starts and finds instances of a saga that has an input and no result.</summary>
/// <typeparam name="TInput">The input.</typeparam>
public abstract class SagaClient<TInput> : SagaClientBase
{
    /// <summary>A client of a running runtime.</summary>
    /// <exception cref="InvalidOperationException">The saga was not added to the runtime.</exception>
    protected SagaClient(SagaRuntime runtime, SagaDefinition definition) : base(runtime, definition)
    {
    }

    /// <summary>For mocks.</summary>
    protected SagaClient()
    {
    }

    /// <summary>The instance with an id, whether it exists or not.</summary>
    public virtual SagaHandle this[string id] => new(Engine, Definition, id, isNew: false);

    /// <inheritdoc cref="SagaClient{TInput, TResult}.StartAsync"/>
    public virtual async ValueTask<SagaHandle> StartAsync(string id, TInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        var isNew = await Engine.StartAsync(Definition, id, input, cancellationToken).ConfigureAwait(false);
        return new(Engine, Definition, id, isNew);
    }

    /// <inheritdoc cref="SagaClient{TInput, TResult}.RunAsync"/>
    public virtual ValueTask<SagaOutcome> RunAsync(string id, TInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        return SagaRun.Of(Engine, Definition, id, input, cancellationToken);
    }
}

/// <summary>Starts and finds instances of a saga that has neither input nor result.</summary>
public abstract class SagaClient : SagaClientBase
{
    /// <summary>A client of a running runtime.</summary>
    /// <exception cref="InvalidOperationException">The saga was not added to the runtime.</exception>
    protected SagaClient(SagaRuntime runtime, SagaDefinition definition) : base(runtime, definition)
    {
    }

    /// <summary>For mocks.</summary>
    protected SagaClient()
    {
    }

    /// <summary>The instance with an id, whether it exists or not.</summary>
    public virtual SagaHandle this[string id] => new(Engine, Definition, id, isNew: false);

    /// <inheritdoc cref="SagaClient{TInput, TResult}.StartAsync"/>
    public virtual async ValueTask<SagaHandle> StartAsync(string id, CancellationToken cancellationToken = default)
    {
        var isNew = await Engine.StartAsync(Definition, id, null, cancellationToken).ConfigureAwait(false);
        return new(Engine, Definition, id, isNew);
    }

    /// <inheritdoc cref="SagaClient{TInput, TResult}.RunAsync"/>
    public virtual ValueTask<SagaOutcome> RunAsync(string id, CancellationToken cancellationToken = default) =>
        SagaRun.Of(Engine, Definition, id, null, cancellationToken);
}
