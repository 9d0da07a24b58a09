using SagaDsl;
using Shop.Contracts;
using Shop.Services;

namespace Shop.Participants;

/// <summary>The payments service.</summary>
/// <param name="file">Its file.</param>
/// <param name="limit">What a card pays.</param>
[Participant("payments", Json = typeof(ShopJson))]
public sealed partial class Payments(ServiceFile file, CardLimit limit) : IPayments
{
    /// <summary>The service's tables.</summary>
    public const string Tables = """
        CREATE TABLE IF NOT EXISTS charges (id INTEGER PRIMARY KEY, order_number INTEGER NOT NULL, cents INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS refunds (id INTEGER PRIMARY KEY, charge_id INTEGER NOT NULL REFERENCES charges, cents INTEGER NOT NULL);
        """;

    /// <summary>Takes the money. A refusal is remembered like any answer, so it is definite: no earlier attempt can have taken anything.</summary>
    [Handles(Compensation = nameof(Refund)), RejectOn(typeof(RefusedException), Definite = true)]
    public Task<Receipt> Charge(ChargeCard command, StepContext step) => file.Calls.OnceAsync(step.IdempotencyKey, () => command.Amount > limit.Amount
        ? throw new CardDeclinedException($"the card pays up to {limit.Amount:0.00}, the order costs {command.Amount:0.00}")
        : new Receipt(
            file.Database.Insert("INSERT INTO charges (order_number, cents) VALUES ($1, $2)", command.Order, Money.ToCents(command.Amount)), command.Amount),
        step.CancellationToken);

    /// <summary>Gives it back.</summary>
    public Task Refund(StepContext step) => file.Calls.UndoOnceAsync<Receipt>(step.IdempotencyKey, step.ActionKey, receipt =>
        file.Database.Execute("INSERT INTO refunds (charge_id, cents) VALUES ($1, $2)", receipt.ChargeId, Money.ToCents(receipt.Amount)),
        step.CancellationToken);
}

/// <summary>What a card pays.</summary>
/// <param name="Amount">The largest amount; null: any.</param>
public sealed record CardLimit(decimal? Amount);
