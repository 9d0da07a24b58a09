using SagaDsl.Stores;

namespace SagaDsl;

/// <summary>Adds the SQLite store to a runtime.</summary>
public static class SqliteSagaBuilderExtensions
{
    /// <summary>Keeps journals in an SQLite file. One process owns it at a time.</summary>
    /// <param name="sagas">The builder.</param>
    /// <param name="path">The file; created where it is not there, its folder must exist.</param>
    public static SagaBuilder UseSqlite(this SagaBuilder sagas, string path)
    {
        ArgumentNullException.ThrowIfNull(sagas);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return sagas.UseStore(() => new SqliteSagaStore(path));
    }

    /// <summary>Keeps journals in an SQLite file that the application's services name: <c>sagas.UseSqlite(services => services.GetRequiredService&lt;Paths&gt;().Sagas)</c>.</summary>
    /// <param name="sagas">The builder.</param>
    /// <param name="path">Names the file, when the runtime is made.</param>
    public static SagaBuilder UseSqlite(this SagaBuilder sagas, Func<IServiceProvider, string> path)
    {
        ArgumentNullException.ThrowIfNull(sagas);
        ArgumentNullException.ThrowIfNull(path);
        return sagas.UseStore(services => new SqliteSagaStore(path(services)));
    }
}
