using Shop;

[Saga("rejects")]
public sealed partial class Rejects : ISaga<Cart>
{
    [Step, NoCompensation("none"), RejectOn(typeof(CardDeclinedException), [|typeof(Exception)|])]
    public Task One(Cart cart) => Task.CompletedTask;

    [Step, NoCompensation("none"), RejectOn([|typeof(TimeoutException)|]), RejectOn([|typeof(TaskCanceledException)|])]
    public Task Two(Cart cart) => Task.CompletedTask;
}
