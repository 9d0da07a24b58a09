using SagaDsl;
namespace SagaDsl.Generator.Tests;

public sealed record Cart(string Id);
public sealed record Order(string Id);

[Saga("smoke")]
public sealed partial class Smoke(IServiceProvider services) : ISaga<Cart, Order>
{
    [Step(Compensation = nameof(Cancel)), Retry(MaxAttempts = 3, FirstDelay = "200ms"), Timeout("5s"), RejectOn(typeof(InvalidOperationException))]
    public Task<Order> Create(Cart cart, StepContext step) => Task.FromResult(new Order(cart.Id + services + step.Attempt));

    private static void Cancel(Order? order, CancellationToken token) { }

    [Step("notify-all", Kind = StepKind.Retriable)]
    private async ValueTask NotifyAsync(Order order) => await Task.Yield();
}
