using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using SagaDsl;
using SagaDsl.AotSmoke;

var file = args[0];
var nats = args.ElementAtOrDefault(1);
var shop = new Shop();
await using var services = new ServiceCollection().AddSingleton(shop).BuildServiceProvider();
Console.WriteLine($"compiled ahead of time: {!RuntimeFeature.IsDynamicCodeSupported}");

await using (var runtime = await StartAsync())
{
    var checkout = runtime.Client<CheckoutClient>();
    Console.WriteLine($"order-1: {(await checkout.RunAsync("order-1", new("Oslo", 10m))).Status}");
    Console.WriteLine($"order-2: {(await checkout.RunAsync("order-2", new("moon", 20m))).Status}");
    shop.CouriersAreAway = true;
    await checkout.StartAsync("order-3", new("Bergen", 30m));
    await shop.Asked;
    await runtime.StopAsync(TimeSpan.Zero);
}

shop.CouriersAreAway = false;
await using (var runtime = await StartAsync())
{
    var outcome = await runtime.Client<CheckoutClient>()["order-3"].WaitAsync();
    Console.WriteLine($"order-3: stopped while it ran, went on, {outcome.Status}");
    var delivered = await runtime.Client<DeliveryClient>().RunAsync("order-4", new("Oslo", 10m));
    Console.WriteLine($"order-4: delivered by a participant, {delivered.Result.Number}");
    Console.WriteLine($"order-5: {(await runtime.Client<DeliveryClient>().RunAsync("order-5", new("moon", 10m))).Failure!.Message}");
}

return shop.Charged == 40m ? 0 : 1;

Task<SagaRuntime> StartAsync() =>
    SagaRuntime.StartAsync(sagas =>
    {
        sagas.AddCheckout().AddDelivery().AddCouriers().UseSqlite(file).UseServices(services).Configure(o => o.KeyPrefix = "smoke");
        if (nats is not null)
            sagas.UseNats(nats);
    });
