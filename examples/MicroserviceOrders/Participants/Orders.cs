using SagaDsl;
using Shop.Contracts;
using Shop.Services;

namespace Shop.Participants;

/// <summary>The orders service. It remembers, in the transaction of the effect, the keys it was called with.</summary>
[Participant("orders", Json = typeof(ShopJson))]
public sealed partial class Orders(ServiceFile file) : IOrders
{
    /// <summary>The service's tables.</summary>
    public const string Tables = """
        CREATE TABLE IF NOT EXISTS orders (
            id INTEGER PRIMARY KEY, number INTEGER NOT NULL, customer TEXT NOT NULL, cents INTEGER NOT NULL, state TEXT NOT NULL, parcel TEXT);
        CREATE TABLE IF NOT EXISTS mails (id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES orders, text TEXT NOT NULL);
        """;

    /// <summary>Puts an order on file.</summary>
    [Handles(Compensation = nameof(Cancel)), RejectOn(typeof(RefusedException), Definite = true)]
    public Task<OrderRecord> Create(CreateOrder command, StepContext step) => file.Calls.OnceAsync(step.IdempotencyKey, () => new OrderRecord(
        file.Database.Insert("INSERT INTO orders (number, customer, cents, state) VALUES ($1, $2, $3, 'open')", command.Order, command.Customer,
            Money.ToCents(command.Total))), step.CancellationToken);

    /// <summary>Undoes it. The order is found by the key it was created with, hence even where the reply was lost.</summary>
    public Task Cancel(StepContext step) => file.Calls.UndoOnceAsync<OrderRecord>(step.IdempotencyKey, step.ActionKey, order =>
        file.Database.Execute("UPDATE orders SET state = 'cancelled' WHERE id = $1", order.Id), step.CancellationToken);

    /// <summary>Closes an order and tells the customer: two effects in one transaction, under one key.</summary>
    [Handles]
    public Task Close(CloseOrder command, StepContext step) => file.Calls.OnceAsync(step.IdempotencyKey, () =>
    {
        file.Database.Execute("UPDATE orders SET state = 'shipped', parcel = $2 WHERE id = $1", command.Record, command.Parcel);
        return file.Database.Insert("INSERT INTO mails (order_id, text) VALUES ($1, $2)", command.Record,
            $"{command.Customer}: parcel {command.Parcel} is on its way.");
    }, step.CancellationToken);
}
