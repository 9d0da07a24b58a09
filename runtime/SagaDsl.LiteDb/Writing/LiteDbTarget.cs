namespace SagaDsl.Stores.LiteDb;

/// <summary>
/// The file, written by one thread at a time. Each group is synced: LiteDB itself does not sync its log when it commits.
/// </summary>
/// <param name="file">The open file.</param>
/// <param name="consistent">Held while a group is written: who reads several collections sees all of it or nothing, and nothing that is not on disk.</param>
internal sealed class LiteDbTarget(OpenFile file, ReaderWriterLockSlim consistent) : IGroupTarget<LiteDbTransaction>
{
    public LiteDbTransaction Transaction { get; } = new(file.Collections);

    public void Enter() => consistent.EnterWriteLock();

    public void Leave() => consistent.ExitWriteLock();

    public StoreUnavailableException? TryBegin()
    {
        file.Database.BeginTrans();
        return null;
    }

    public void Commit() => file.Commit();

    public void Rollback() => file.Database.Rollback();

    /// <summary>Whatever LiteDB throws before a commit can be taken back.</summary>
    public bool IsOfOne(Exception error) => true;

    public void Committed() => file.Checkpoint();
}
