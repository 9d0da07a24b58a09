namespace SagaDsl.Stores;

/// <summary>What groups are written to: a database that one thread at a time writes.</summary>
/// <typeparam name="TTransaction">What a request can do inside a group's transaction.</typeparam>
internal interface IGroupTarget<TTransaction>
{
    TTransaction Transaction { get; }

    /// <summary>Called before a group begins, and when its waiters were told: what has to be kept out meanwhile is.</summary>
    void Enter();

    void Leave();

    /// <summary>Begins a transaction.</summary>
    /// <returns>Why it cannot begin now, with nothing written and nothing lost; null: it began.</returns>
    StoreUnavailableException? TryBegin();

    /// <summary>Ends the transaction. It is on disk when this returns.</summary>
    void Commit();

    /// <summary>Takes back what the transaction did, if there is one.</summary>
    void Rollback();

    /// <summary>Whether an error concerns the request that met it, and not the database: the group goes on without it.</summary>
    bool IsOfOne(Exception error);

    /// <summary>Called when a group is on disk and its waiters know.</summary>
    void Committed();
}
