using Shop;

[Participant([|"stock"|])]
public sealed partial class [|OtherName|] : IWarehouse
{
    [Handles(Compensation = nameof(Release))]
    public Task<Reservation> Reserve(ReserveStock command) => Task.FromResult(new Reservation(command.Order.Id));

    public void Release(ReserveStock command)
    {
    }

    [Handles, NoCompensation("reads only")]
    public Task<Level> CountAsync(CountStock command) => Task.FromResult(new Level(command.Cart.Lines.Count));

    // Not marked as a handler.
    public Task Label(Shipment shipment) => Task.CompletedTask;
}

[Participant("counter")]
public interface ICounter
{
    [Handles("count")]
    Task<Level> Count(CountStock command);

    [Handles("look")]
    Task<Level> Look(CountStock command);

    [Handles("hold", Compensation = "yes")]
    Task Hold(CountStock command);

    [Handles("free")]
    Task Free(CountStock command);
}

[Participant("counter")]
public sealed partial class Counter : ICounter
{
    [Handles("count")]
    public Level [|CountCart|](Cart cart) => new(cart.Lines.Count);

    [Handles("look")]
    public [|Task<Level?>|] FindAsync(CountStock command) => Task.FromResult<Level?>(new(command.Cart.Lines.Count));

    [Handles("hold")]
    public Task [|Hold|](CountStock command) => Task.CompletedTask;

    [Handles("free", Compensation = nameof(Back))]
    public Task [|Free|](CountStock command) => Task.CompletedTask;

    public Task Back(CountStock command) => Task.CompletedTask;

    public Task<Level> Count(CountStock command) => Task.FromResult(new Level(0));

    public Task<Level> Look(CountStock command) => Task.FromResult(new Level(0));
}
