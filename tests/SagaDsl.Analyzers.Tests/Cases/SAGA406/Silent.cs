using Shop;

[Saga("timeout"), Timeout("1h")]
public sealed partial class Timeouts(IMail mail) : ISaga<Cart>
{
    [Step(Compensation = nameof(Undo)), Timeout("5s")]
    public Task Send(Cart cart, CancellationToken stop) => mail.SendAsync("sent", stop);

    [Timeout("1m")]
    public Task Undo(StepContext step) => mail.SendAsync("undone", step.CancellationToken);

    [Step(Kind = StepKind.Retriable)]
    public Task Untimed(Cart cart) => mail.SendAsync("sent");
}
