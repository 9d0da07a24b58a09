using Shop;

[Participant("stock")]
public sealed partial class Stock(IStock stock)
{
    [Handles(Compensation = nameof(Release))]
    public async Task<Reservation> Reserve(ReserveStock command, StepContext step)
    {
        await [|Release|](step);
        return await stock.ReserveAsync(step.IdempotencyKey, command.Cart.Lines[0], step.CancellationToken);
    }

    public Task Release(StepContext step) => stock.ReleaseAsync(step.IdempotencyKey, step.ActionKey, step.CancellationToken);
}
