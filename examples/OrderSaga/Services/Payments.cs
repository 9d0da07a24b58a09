using Shop.Checkout;

namespace Shop.Services;

/// <summary>The payments service, with a database of its own.</summary>
public sealed class Payments : IPayments, IDisposable
{
    private readonly Database _database;
    private readonly RememberedCalls _calls;
    private readonly decimal? _cardLimit;

    /// <summary>Opens the service on its file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cardLimit">The largest amount that a card pays; null: any.</param>
    public Payments(string path, decimal? cardLimit = null)
    {
        _cardLimit = cardLimit;
        _database = new(path);
        _calls = new(_database);
        _database.Execute("""
            CREATE TABLE IF NOT EXISTS charges (id INTEGER PRIMARY KEY, order_number INTEGER NOT NULL, cents INTEGER NOT NULL);
            CREATE TABLE IF NOT EXISTS refunds (id INTEGER PRIMARY KEY, charge_id INTEGER NOT NULL REFERENCES charges, cents INTEGER NOT NULL);
            """);
    }

    /// <inheritdoc/>
    public Task<Receipt> ChargeAsync(string key, int orderNumber, decimal amount, CancellationToken cancellationToken) =>
        _calls.OnceAsync(key, () => amount > _cardLimit
            ? throw new CardDeclinedException($"the card pays up to {_cardLimit:0.00}, the order costs {amount:0.00}")
            : new Receipt(_database.Insert("INSERT INTO charges (order_number, cents) VALUES ($1, $2)", orderNumber, Money.ToCents(amount)), amount),
            cancellationToken);

    /// <inheritdoc/>
    public Task RefundAsync(string key, string chargeKey, CancellationToken cancellationToken) =>
        _calls.UndoOnceAsync<Receipt>(key, chargeKey, receipt =>
            _database.Execute("INSERT INTO refunds (charge_id, cents) VALUES ($1, $2)", receipt.ChargeId, Money.ToCents(receipt.Amount)), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();
}
