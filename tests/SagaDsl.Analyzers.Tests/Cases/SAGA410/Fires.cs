using System.Net.Http.Json;
using Shop;

public readonly record struct Result<T>(T? Value, bool IsSuccess);

[Saga("ignored")]
public sealed partial class Ignored(IMail mail, HttpClient http) : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public async Task Send(Cart cart, CancellationToken stop)
    {
        await [|mail.TrySendAsync("sent", stop)|];
        await [|mail.TrySendAsync("sent", stop)|].ConfigureAwait(false);
        await [|http.PostAsync("/pay", null, stop)|];
    }

    [Step(Kind = StepKind.Retriable)]
    public Task Undropped(Cart cart, CancellationToken stop) => [|mail.TrySendAsync("sent", stop)|];

    [Step(Kind = StepKind.Retriable)]
    public Task Delete(Cart cart, CancellationToken stop) => [|http.DeleteAsync("/pay", stop)|];

    [Step(Kind = StepKind.Retriable)]
    public async Task<Receipt> Pay(Cart cart, CancellationToken stop)
    {
        using var response = await [|http.PostAsync("/pay", null, stop)|];
        return (await response.Content.ReadFromJsonAsync<Receipt>(stop))!;
    }

    [Step(Kind = StepKind.Retriable)]
    public async [|Task<Result<Order>>|] Book(Cart cart, CancellationToken stop)
    {
        var booked = await mail.TrySendAsync("book", stop);
        return new(new(cart.Id), booked);
    }
}
