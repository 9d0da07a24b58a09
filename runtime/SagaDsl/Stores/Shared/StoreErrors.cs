namespace SagaDsl.Stores;

/// <summary>What every store says in the same words.</summary>
internal static class StoreErrors
{
    public static ObjectDisposedException Closed(string description) => new(null, $"The store ({description}) is closed: nothing was done.");

    public static InvalidOperationException NotOpen(string description) => new($"{description} is not open: call OpenAsync first, once.");

    public static InvalidOperationException Open(string description) => new($"{description} is open already: call OpenAsync once.");

    /// <summary>Whether an exception is one that a store may let out.</summary>
    public static bool IsTyped(Exception e) => e is StoreUnavailableException or JournalDamagedException or StoreOwnedException or StoreVersionException
        or ArgumentException or OperationCanceledException or ObjectDisposedException;
}
