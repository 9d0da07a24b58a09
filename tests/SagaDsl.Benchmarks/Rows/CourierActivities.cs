using MassTransit;
using SagaDsl.Benchmarks.Orders;

namespace SagaDsl.Benchmarks.Rows;

public sealed record OrderArguments
{
    public string Key { get; init; } = "";

    public int Product { get; init; }

    public int Quantity { get; init; }

    public decimal Total { get; init; }

    public bool Fails { get; init; }

    public Order Order => new("", Product, Quantity, Total, Fails);
}

public sealed record StepLog
{
    public string Key { get; init; } = "";
}

public sealed class ReserveActivity(Shop shop) : IActivity<OrderArguments, StepLog>
{
    public Task<ExecutionResult> Execute(ExecuteContext<OrderArguments> context)
    {
        var reservation = shop.Reserve(context.Arguments.Key, context.Arguments.Order);
        return Task.FromResult(context.Completed(new StepLog { Key = reservation.Key }));
    }

    public Task<CompensationResult> Compensate(CompensateContext<StepLog> context)
    {
        shop.Release();
        return Task.FromResult(context.Compensated());
    }
}

public sealed class ChargeActivity(Shop shop) : IActivity<OrderArguments, StepLog>
{
    public Task<ExecutionResult> Execute(ExecuteContext<OrderArguments> context)
    {
        var receipt = shop.Charge(context.Arguments.Key, context.Arguments.Order);
        return Task.FromResult(context.Completed(new StepLog { Key = receipt.Key }));
    }

    public Task<CompensationResult> Compensate(CompensateContext<StepLog> context)
    {
        shop.Refund();
        return Task.FromResult(context.Compensated());
    }
}

public sealed class ShipActivity(Shop shop) : IExecuteActivity<OrderArguments>
{
    public Task<ExecutionResult> Execute(ExecuteContext<OrderArguments> context)
    {
        try
        {
            shop.Ship(context.Arguments.Key, context.Arguments.Order);
            return Task.FromResult(context.Completed());
        }
        catch (NoCarrierException refused)
        {
            return Task.FromResult(context.Faulted(refused));
        }
    }
}
