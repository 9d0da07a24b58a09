using Shop;

[Participant("stock")]
public sealed partial class Stock(IStock stock)
{
    [Handles(Compensation = nameof(Release))]
    public Task<Reservation> Reserve(ReserveStock command, StepContext step) =>
        stock.ReserveAsync([|command.Order.Id|], command.Cart.Lines[0], step.CancellationToken);

    public Task Release(ReserveStock command, StepContext step) => stock.ReleaseAsync([|command.Order.Id|], step.ActionKey, step.CancellationToken);
}
