// How sagas are started and their outcomes read.
namespace Callers;

public sealed record Cart(string Number);

public sealed record Parcel(string Number);

[Saga("shop")]
public sealed partial class Shop : ISaga<Cart, Parcel>
{
    [Step(Kind = StepKind.Retriable)]
    public Parcel Pack(Cart cart) => new(cart.Number);
}

public abstract class ShopCalls : SagaClient<Cart, Parcel>;

public sealed class Endpoint(ShopCalls shop)
{
    public async Task<string> Post(Cart cart, CancellationToken stop)
    {
        var handle = await shop.StartAsync(cart.Number, cart, stop);
        return await handle.WaitAsync(stop) switch
        {
            { Status: SagaStatus.Completed, Result: var parcel } => parcel.Number,
            { Status: SagaStatus.Compensated, Failure: { } why } => $"{why.Step}: {why.Message}",
            _ => "abandoned",
        };
    }

    public ValueTask<SagaOutcome<Parcel>> Run(Cart cart) => shop.RunAsync($"cart-{cart.Number}", cart);

    public async Task<string> Show(string number)
    {
        var outcome = await shop[number].WaitAsync();
        if (!outcome.IsCompleted)
            return outcome.Failure!.Message;
        switch (outcome.Status)
        {
            case SagaStatus.Completed:
                return outcome.Result.Number;
            case SagaStatus.Compensated:
            case SagaStatus.Abandoned:
            default:
                return "undone";
        }
    }
}
