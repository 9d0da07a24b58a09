using SagaDsl.Stores;

namespace SagaDsl;

/// <summary>Adds the LiteDB store to a runtime.</summary>
public static class LiteDbSagaBuilderExtensions
{
    /// <summary>Keeps journals in a LiteDB file. One process owns it at a time.</summary>
    /// <param name="sagas">The builder.</param>
    /// <param name="path">The file; created where it is not there, its folder must exist.</param>
    public static SagaBuilder UseLiteDb(this SagaBuilder sagas, string path)
    {
        ArgumentNullException.ThrowIfNull(sagas);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return sagas.UseStore(() => new LiteDbSagaStore(path));
    }
}
