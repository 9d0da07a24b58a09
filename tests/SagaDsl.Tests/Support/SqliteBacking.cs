using SagaDsl.Stores;

namespace SagaDsl.Tests;

/// <summary>A SQLite file that outlives the processes that open it.</summary>
public sealed class SqliteBacking : Backing
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sagadsl-tests-");

    public string File => Path.Combine(_folder.FullName, "sagas.db");

    public override ISagaStore Make() => new SqliteSagaStore(File);

    public override ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return base.DisposeAsync();
    }
}
