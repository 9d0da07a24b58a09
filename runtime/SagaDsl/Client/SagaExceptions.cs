namespace SagaDsl;

/// <summary>The id is that of an instance with another input, or of another saga.</summary>
public sealed class SagaIdConflictException : Exception
{
    /// <summary>A refused start, or wait.</summary>
    public SagaIdConflictException(string message) : base(message)
    {
    }
}

/// <summary>There is no instance with that id.</summary>
public sealed class SagaNotFoundException : Exception
{
    /// <summary>A refused request.</summary>
    /// <param name="instance">The id.</param>
    public SagaNotFoundException(string instance) : base($"There is no saga instance with the id '{instance}'.") => Instance = instance;

    /// <summary>The id.</summary>
    public string Instance { get; }
}

/// <summary>The input or a result is larger than the configured limit.</summary>
public sealed class PayloadTooLargeException : Exception
{
    /// <summary>A refused value.</summary>
    public PayloadTooLargeException(string message) : base(message)
    {
    }
}

/// <summary>The input or a result cannot be written as JSON, or not be read back.</summary>
public sealed class PayloadNotSerializableException : Exception
{
    /// <summary>A refused value.</summary>
    public PayloadNotSerializableException(string message, Exception inner) : base(message, inner)
    {
    }
}

/// <summary>This process cannot run the instance: it lacks the saga, the definition changed, or the journal is not readable here.</summary>
public sealed class SagaUnrunnableException : Exception
{
    /// <summary>A refused request.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="reason">Why.</param>
    public SagaUnrunnableException(string instance, string reason)
        : base($"Instance '{instance}' cannot run here: {reason} It is left as it is.")
    {
        Instance = instance;
        Reason = reason;
    }

    /// <summary>The instance.</summary>
    public string Instance { get; }

    /// <summary>Why.</summary>
    public string Reason { get; }
}
