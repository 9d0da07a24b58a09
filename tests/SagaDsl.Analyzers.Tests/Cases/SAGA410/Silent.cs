using System.Net.Http.Json;
using Shop;

public sealed record ChargeResult(string Number, bool Succeeded);

[Saga("ignored")]
public sealed partial class Ignored(IMail mail, HttpClient http) : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public async Task Send(Cart cart, CancellationToken stop)
    {
        if (!await mail.TrySendAsync("sent", stop))
            throw new InvalidOperationException("The mail was refused.");
        // Thrown away on purpose.
        _ = await mail.TrySendAsync("sent", stop);
        (await http.PostAsync("/pay", null, stop)).EnsureSuccessStatusCode();
    }

    [Step(Kind = StepKind.Retriable)]
    public async Task<Receipt> Pay(Cart cart, CancellationToken stop)
    {
        using var response = await http.PostAsync("/pay", null, stop);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException("The payment failed.");
        return (await response.Content.ReadFromJsonAsync<Receipt>(stop))!;
    }

    [Step(Kind = StepKind.Retriable)]
    public async Task<Order> Read(Cart cart, CancellationToken stop)
    {
        using var response = await http.GetAsync("/order", stop);
        await Demand(response);
        return (await response.Content.ReadFromJsonAsync<Order>(stop))!;
    }

    // A result of the business: later steps decide by it.
    [Step(Kind = StepKind.Retriable)]
    public ChargeResult Compute(Cart cart) => new(cart.Id, cart.Total > 0);

    private static Task Demand(HttpResponseMessage response) => Task.FromResult(response.EnsureSuccessStatusCode());
}
