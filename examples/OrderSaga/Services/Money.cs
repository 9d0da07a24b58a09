namespace Shop.Services;

/// <summary>Money in a database is a whole number of cents.</summary>
public static class Money
{
    /// <summary>An amount in cents.</summary>
    /// <exception cref="ArgumentException">The amount is not a whole number of cents.</exception>
    public static long ToCents(decimal amount) => decimal.IsInteger(amount * 100)
        ? (long)(amount * 100)
        : throw new ArgumentException($"{amount} is not a whole number of cents.", nameof(amount));

    /// <summary>The amount of some cents.</summary>
    public static decimal FromCents(long cents) => new decimal(cents) / 100m;
}
