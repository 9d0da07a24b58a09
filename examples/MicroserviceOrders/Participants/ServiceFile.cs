using Shop.Services;

namespace Shop.Participants;

/// <summary>A service's own database, and in it the calls that it remembers: the other way than a barrier to have an effect once per key.</summary>
public sealed class ServiceFile : IDisposable
{
    /// <summary>Opens a service's file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tables">Makes its tables where they are missing.</param>
    public ServiceFile(string path, string tables)
    {
        Database = new(path);
        Calls = new(Database);
        Database.Execute(tables);
    }

    /// <summary>The database.</summary>
    public Database Database { get; }

    /// <summary>What was asked for and answered.</summary>
    public RememberedCalls Calls { get; }

    /// <inheritdoc/>
    public void Dispose() => Database.Dispose();
}
