using Shop;

// The members of the contract are generated where the handler takes more than the command.
[Participant("warehouse")]
public sealed partial class Warehouse(IStock stock) : IWarehouse
{
    [Handles(Compensation = nameof(Release))]
    public Task<Reservation> Reserve(ReserveStock command, StepContext step) =>
        stock.ReserveAsync(step.IdempotencyKey, command.Cart.Lines[0], step.CancellationToken);

    public Task Release(ReserveStock command, Reservation? reservation, StepContext step) =>
        stock.ReleaseAsync(step.IdempotencyKey, reservation?.Id ?? step.ActionKey, step.CancellationToken);

    [Handles("Count"), NoCompensation("reads only")]
    public Level LookUp(CountStock command) => new(command.Cart.Lines.Count);

    [Handles]
    public Task Label(Shipment shipment) => Task.CompletedTask;
}
