using Shop;

[Saga("timeout")]
public sealed partial class Timeouts(IMail mail) : ISaga<Cart>
{
    [Step(Compensation = nameof(Undo)), [|Timeout("5s")|]]
    public Task Send(Cart cart) => mail.SendAsync("sent");

    [[|Timeout("1m")|]]
    public Task Undo() => mail.SendAsync("undone");
}
