using SagaDsl.Definition;
using SagaDsl.Engine;

namespace SagaDsl;

/// <summary>One instance of a saga.</summary>
public class SagaHandle
{
    private readonly ISagaEngine? _engine;

    internal SagaHandle(ISagaEngine engine, SagaDefinition? definition, string id, bool isNew)
    {
        _engine = engine;
        Saga = definition?.Name;
        Id = id;
        IsNew = isNew;
    }

    /// <summary>For mocks.</summary>
    /// <param name="id">The instance's id.</param>
    /// <param name="isNew">Whether a start made it.</param>
    protected SagaHandle(string id, bool isNew)
    {
        Id = id;
        IsNew = isNew;
    }

    /// <summary>The instance's id.</summary>
    public string Id { get; }

    /// <summary>Whether the start that returned this handle made the instance; false where it was there already.</summary>
    public bool IsNew { get; }

    /// <summary>Of which saga its client says it is; null: of any.</summary>
    private protected string? Saga { get; }

    private protected ISagaEngine Engine => _engine ?? throw new InvalidOperationException("This handle is a mock's: it has no runtime.");

    /// <summary>Waits until the instance has ended, in this process or another.</summary>
    /// <exception cref="SagaNotFoundException">There is no such instance.</exception>
    /// <exception cref="SagaUnrunnableException">This process cannot run it.</exception>
    /// <exception cref="SagaIdConflictException">It is an instance of another saga than the client's that gave this handle.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the application stops; the instance is not lost.</exception>
    public virtual async ValueTask<SagaOutcome> WaitAsync(CancellationToken cancellationToken = default)
    {
        var end = await Engine.WaitAsync(Id, Saga, cancellationToken).ConfigureAwait(false);
        return new SagaOutcome(end.Status, end.Failure);
    }

    /// <summary>Where the instance stands.</summary>
    /// <exception cref="SagaNotFoundException">There is no such instance.</exception>
    public virtual ValueTask<SagaSnapshot> GetAsync(CancellationToken cancellationToken = default) => Engine.GetAsync(Id, cancellationToken);

    /// <summary>The instance's journal: everything that happened to it, in order.</summary>
    /// <exception cref="SagaNotFoundException">There is no such instance.</exception>
    public virtual ValueTask<IReadOnlyList<JournalRecord>> HistoryAsync(CancellationToken cancellationToken = default) =>
        Engine.HistoryAsync(Id, cancellationToken);

    /// <summary>Acts on the instance by hand. Every act is journaled with who and why.</summary>
    /// <param name="actor">Who acts. Not empty.</param>
    /// <param name="reason">Why. Not empty.</param>
    public virtual SagaOperator As(string actor, string reason) => new(Engine, Id, actor, reason);
}

/// <summary>One instance of a saga that has a result.</summary>
/// <typeparam name="TResult">The result.</typeparam>
public class SagaHandle<TResult> : SagaHandle
{
    internal SagaHandle(ISagaEngine engine, SagaDefinition definition, string id, bool isNew) : base(engine, definition, id, isNew)
    {
    }

    /// <summary>For mocks.</summary>
    /// <param name="id">The instance's id.</param>
    /// <param name="isNew">Whether a start made it.</param>
    protected SagaHandle(string id, bool isNew) : base(id, isNew)
    {
    }

    /// <summary>Waits until the instance has ended, in this process or another.</summary>
    /// <exception cref="SagaNotFoundException">There is no such instance.</exception>
    /// <exception cref="SagaUnrunnableException">This process cannot run it.</exception>
    /// <exception cref="SagaIdConflictException">It is an instance of another saga than the client's that gave this handle.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the application stops; the instance is not lost.</exception>
    public new virtual async ValueTask<SagaOutcome<TResult>> WaitAsync(CancellationToken cancellationToken = default)
    {
        var end = await Engine.WaitAsync(Id, Saga, cancellationToken).ConfigureAwait(false);
        return end.Status == SagaStatus.Completed ? new((TResult)end.Result!) : new(end.Status, end.Failure);
    }
}
