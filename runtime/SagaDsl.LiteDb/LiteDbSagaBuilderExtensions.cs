using SagaDsl.Stores;

namespace SagaDsl;

/// <summary>Adds the LiteDB store to a runtime.</summary>
public static class LiteDbSagaBuilderExtensions
{
    /// <summary>Keeps journals in a LiteDB file. One process owns it at a time.</summary>
    /// <param name="sagas">The builder.</param>
    /// <param name="path">
    /// The file; created where it is not there, its folder must exist. A connection string that names just the file, <c>Filename=sagas.db</c>, is taken as that
    /// file.
    /// </param>
    /// <exception cref="ArgumentException">It names no file, or a connection string says more than the file.</exception>
    public static SagaBuilder UseLiteDb(this SagaBuilder sagas, string path)
    {
        ArgumentNullException.ThrowIfNull(sagas);
        var file = LiteDbSagaStore.FileOf(path);
        return sagas.UseStore(() => new LiteDbSagaStore(file));
    }

    /// <summary>
    /// Keeps journals in a LiteDB file that the application's services name: <c>sagas.UseLiteDb(services =>
    /// services.GetRequiredService&lt;Paths&gt;().Sagas)</c>.
    /// </summary>
    /// <param name="sagas">The builder.</param>
    /// <param name="path">Names the file, when the runtime is made.</param>
    public static SagaBuilder UseLiteDb(this SagaBuilder sagas, Func<IServiceProvider, string> path)
    {
        ArgumentNullException.ThrowIfNull(sagas);
        ArgumentNullException.ThrowIfNull(path);
        return sagas.UseStore(services => new LiteDbSagaStore(path(services)));
    }
}
