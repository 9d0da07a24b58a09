using System.Collections.Concurrent;
using MassTransit;
using MassTransit.Courier.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SagaDsl.Benchmarks.Orders;

namespace SagaDsl.Benchmarks.Rows;

/// <summary>The same order as a routing slip of MassTransit Courier, over its in-memory transport or RabbitMQ.</summary>
public sealed class Courier : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly IBusControl _bus;
    private readonly Ends _ends;

    private Courier(ServiceProvider services)
    {
        _services = services;
        _bus = services.GetRequiredService<IBusControl>();
        _ends = services.GetRequiredService<Ends>();
    }

    /// <param name="rabbit">The port of a RabbitMQ broker; null: in memory.</param>
    public static async Task<Courier> StartAsync(int? rabbit)
    {
        var services = new ServiceCollection();
        services.AddSingleton<Shop>().AddSingleton<Ends>();
        services.AddSingleton<ILoggerFactory>(Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(Microsoft.Extensions.Logging.Abstractions.NullLogger<>));
        services.AddMassTransit(bus =>
        {
            bus.AddActivity<ReserveActivity, OrderArguments, StepLog>();
            bus.AddActivity<ChargeActivity, OrderArguments, StepLog>();
            bus.AddExecuteActivity<ShipActivity, OrderArguments>();
            bus.AddConsumer<EndConsumer>();
            // Its own default for messages taken at once: with more it is slower.
            if (rabbit is { } port)
                bus.UsingRabbitMq((context, transport) =>
                {
                    transport.Host("127.0.0.1", (ushort)port, "/", _ => { });
                    transport.ConfigureEndpoints(context);
                });
            else
                bus.UsingInMemory(static (context, transport) => transport.ConfigureEndpoints(context));
        });
        var courier = new Courier(services.BuildServiceProvider());
        await courier._bus.StartAsync();
        return courier;
    }

    public async ValueTask RunAsync(string id, Order order)
    {
        var slip = new RoutingSlipBuilder(NewId.NextGuid());
        var arguments = new { Key = id, order.Product, order.Quantity, order.Total, order.Fails };
        slip.AddActivity("Reserve", new("queue:reserve_execute"), arguments);
        slip.AddActivity("Charge", new("queue:charge_execute"), arguments);
        slip.AddActivity("Ship", new("queue:ship_execute"), arguments);
        slip.AddSubscription(new("queue:end"), RoutingSlipEvents.Completed | RoutingSlipEvents.Faulted | RoutingSlipEvents.CompensationFailed,
            RoutingSlipEventContents.None);
        var built = slip.Build();
        var ended = _ends.Expect(built.TrackingNumber);
        await _bus.Execute(built);
        var completed = await ended;
        if (completed == order.Fails)
            throw new InvalidOperationException("A routing slip did not end as its order should.");
    }

    public async ValueTask DisposeAsync()
    {
        await _bus.StopAsync();
        await _services.DisposeAsync();
    }
}

/// <summary>Those who wait for the end of a routing slip.</summary>
public sealed class Ends
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource<bool>> _waiting = new();

    public Task<bool> Expect(Guid slip)
    {
        var source = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[slip] = source;
        return source.Task;
    }

    public void Set(Guid slip, bool completed)
    {
        if (_waiting.TryRemove(slip, out var source))
            source.SetResult(completed);
    }
}

public sealed class EndConsumer(Ends ends) : IConsumer<RoutingSlipCompleted>, IConsumer<RoutingSlipFaulted>
{
    public Task Consume(ConsumeContext<RoutingSlipCompleted> context)
    {
        ends.Set(context.Message.TrackingNumber, completed: true);
        return Task.CompletedTask;
    }

    public Task Consume(ConsumeContext<RoutingSlipFaulted> context)
    {
        ends.Set(context.Message.TrackingNumber, completed: false);
        return Task.CompletedTask;
    }
}
