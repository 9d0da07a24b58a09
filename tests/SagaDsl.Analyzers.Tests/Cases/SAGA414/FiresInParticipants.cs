using Shop;

[Participant("stock")]
public sealed partial class Stock(IStock stock)
{
    [Handles(Compensation = nameof(Release))]
    public Reservation Reserve(ReserveStock command) => throw new StepRejectedException("sold out");

    public void Release(ReserveStock command) => throw [|new StepRejectedException("no")|];
}
