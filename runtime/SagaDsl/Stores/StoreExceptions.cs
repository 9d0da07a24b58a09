namespace SagaDsl;

/// <summary>Another process owns the store.</summary>
public sealed class StoreOwnedException : Exception
{
    /// <summary>A refusal to open.</summary>
    public StoreOwnedException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}

/// <summary>A newer version of the library wrote the store.</summary>
public sealed class StoreVersionException : Exception
{
    /// <summary>A refusal to open.</summary>
    public StoreVersionException(string message) : base(message)
    {
    }
}

/// <summary>The store failed, and whether it carried out the request is unknown.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>A failed request.</summary>
    public StoreUnavailableException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}

/// <summary>What is stored of an instance is not what was written: a bit flipped, a record is missing, or the last ones are lost.</summary>
public sealed class JournalDamagedException : Exception
{
    /// <summary>A refusal to load.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="position">The position of the first record that is wrong.</param>
    /// <param name="what">What is wrong with it.</param>
    public JournalDamagedException(string instance, int position, string what)
        : base($"The journal of instance '{instance}' is damaged at record {position}: {what}. The instance is left alone; restore it from a backup. " +
            "Other instances are not affected.")
    {
        Instance = instance;
        Position = position;
    }

    /// <summary>The instance.</summary>
    public string Instance { get; }

    /// <summary>The position of the first record that is wrong.</summary>
    public int Position { get; }
}
