using Shop;

[Participant("stock")]
public sealed partial class Stock(IStock stock)
{
    [Handles(Compensation = [|nameof(Release)|])]
    public Task<Reservation> Reserve(ReserveStock command, StepContext step) =>
        stock.ReserveAsync(step.IdempotencyKey, command.Cart.Lines[0], step.CancellationToken);

    [Handles]
    public Task Release(ReserveStock command, StepContext step) => stock.ReleaseAsync(step.IdempotencyKey, step.ActionKey, step.CancellationToken);
}
