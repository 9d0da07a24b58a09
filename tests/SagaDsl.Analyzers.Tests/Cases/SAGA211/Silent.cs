using Shop;

[Saga("rejects")]
public sealed partial class Rejects : ISaga<Cart>
{
    [Step, NoCompensation("none"), RejectOn(typeof(CardDeclinedException), typeof(ArgumentException))]
    public Task One(Cart cart) => Task.CompletedTask;
}
