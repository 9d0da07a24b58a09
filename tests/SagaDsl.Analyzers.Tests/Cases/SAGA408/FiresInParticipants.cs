using Shop;

[Participant("stock")]
public sealed partial class Stock(IStock stock)
{
    [Handles(Compensation = nameof(Release))]
    public Reservation Reserve(ReserveStock command, StepContext step) =>
        [|stock.ReserveAsync(step.IdempotencyKey, command.Cart.Lines[0], step.CancellationToken).Result|];

    public void Release(StepContext step) => [|stock.ReleaseAsync(step.IdempotencyKey, step.ActionKey, step.CancellationToken).Wait()|];
}
