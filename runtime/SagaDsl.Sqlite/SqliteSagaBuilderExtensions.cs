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
}
