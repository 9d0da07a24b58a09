using Shop;

[Participant("stock")]
public sealed partial class Stock(IStock stock)
{
    [Handles(Compensation = nameof(Release))]
    public Task<Reservation> Reserve(ReserveStock command, StepContext step) =>
        stock.ReserveAsync([|Guid.NewGuid()|].ToString(), command.Cart.Lines[0], step.CancellationToken);

    public Task Release(StepContext step) => stock.ReleaseAsync([|Guid.NewGuid()|].ToString(), step.ActionKey, step.CancellationToken);
}
