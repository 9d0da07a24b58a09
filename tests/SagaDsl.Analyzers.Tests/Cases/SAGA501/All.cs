using Shop;

[Participant("stock")]
public sealed class Stock(IStock stock)
{
    [Handles(Compensation = nameof(Release))]
    public Task<Reservation> Reserve(ReserveStock command, StepContext step) =>
        stock.ReserveAsync(step.IdempotencyKey, command.Cart.Lines[0], step.CancellationToken);

    public Task Release(ReserveStock command, Reservation? reservation, StepContext step) =>
        stock.ReleaseAsync(step.IdempotencyKey, reservation?.Id ?? step.ActionKey, step.CancellationToken);
}
