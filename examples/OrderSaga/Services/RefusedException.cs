namespace Shop.Services;

/// <summary>A service refused a call. It changed nothing, and it gives the same answer to the same key for ever.</summary>
/// <param name="reason">Why.</param>
public class RefusedException(string reason) : Exception(reason)
{
    /// <summary>The refusal that was stored as a kind and a reason.</summary>
    internal static RefusedException Recall(string kind, string reason) => kind switch
    {
        nameof(CardDeclinedException) => new CardDeclinedException(reason),
        nameof(OutOfStockException) => new OutOfStockException(reason),
        _ => new RefusedException(reason),
    };
}

/// <summary>The card was declined.</summary>
/// <param name="reason">Why.</param>
public sealed class CardDeclinedException(string reason) : RefusedException(reason);

/// <summary>There are fewer units than an order asks for.</summary>
/// <param name="reason">Which, and how many there are.</param>
public sealed class OutOfStockException(string reason) : RefusedException(reason);
