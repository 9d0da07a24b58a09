using Shop;

[Saga("timeout")]
public sealed partial class Timeouts(IMail mail) : ISaga<Cart>
{
    [Step(Compensation = nameof(Undo)), Timeout("5s")]
    public void Send(Cart cart) => mail.Post(cart.Id, "sent");

    [Timeout("1m")]
    public void Undo()
    {
    }
}
