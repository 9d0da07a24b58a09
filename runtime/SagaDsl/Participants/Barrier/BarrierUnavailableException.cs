namespace SagaDsl;

/// <summary>A barrier's database failed: it cannot be reached, it refused, or another transaction held the row for too long.</summary>
public sealed class BarrierUnavailableException : Exception
{
    /// <summary>A failed request.</summary>
    public BarrierUnavailableException(string message, Exception inner) : base(message, inner)
    {
    }
}
