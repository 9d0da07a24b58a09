using Shop;

public sealed class NoSuchCustomerException(string message) : HttpRequestException(message);

[Saga("rejects")]
public sealed partial class Rejects : ISaga<Cart>
{
    [Step, NoCompensation("none"), RejectOn(typeof(NoSuchCustomerException))]
    public Task One(Cart cart) => Task.CompletedTask;
}
