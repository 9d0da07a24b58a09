using SagaDsl;

await using var runtime = await SagaRuntime.StartAsync(sagas => sagas.AddCheckout().UseSqlite("sagas.db"));
var checkout = runtime.Client<CheckoutClient>();
foreach (var (id, cart) in new[] { ("order-1", new Cart("Oslo")), ("order-2", new Cart("moon")) })
{
    var text = await checkout.RunAsync(id, cart) switch
    {
        { IsCompleted: true, Result: var shipment } => $"shipped as {shipment.Number}",
        { Failure: { } why } => $"{why.Step}: {why.Message}; undone: {string.Join(", ", why.Undone)}",
        _ => "without a reason",
    };
    Console.WriteLine($"{id}: {(await checkout[id].GetAsync()).Status}, {text}");
}
