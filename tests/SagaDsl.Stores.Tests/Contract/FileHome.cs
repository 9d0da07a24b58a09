using SagaDsl.Testing.Stores;

namespace SagaDsl.Stores.Tests;

/// <summary>A folder of its own for the store under test. Disposed: everything is closed and gone.</summary>
public sealed class FileHome(Func<string, ISagaStore> make) : StoreHome
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("sagadsl-store-").FullName;

    public string File => Path.Combine(Folder, "sagas.db");

    public override ISagaStore Make() => make(File);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
