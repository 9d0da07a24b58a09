// Effects per element with keys of their own; helpers; a saga nested in a class; fields instead of captured parameters.
namespace Warehouse;

public sealed record Delivery(string Number, IReadOnlyList<Pallet> Pallets);

public sealed record Pallet(string Code, int Weight);

public sealed record Placement(IReadOnlyDictionary<string, string> Bins);

public interface IRobot
{
    Task<string> StoreAsync(string requestId, Pallet pallet, CancellationToken cancellationToken = default);
    Task TakeAsync(string requestId, string bin, CancellationToken cancellationToken = default);
    Task<bool> IsIdleAsync(CancellationToken cancellationToken = default);
    Task<string?> FindAsync(string requestId, CancellationToken cancellationToken = default);
}

public static partial class Sagas
{
    [Saga("delivery.v2", Client = "DeliveryRunner")]
    public sealed partial class Deliveries : ISaga<Delivery, Placement>, IDisposable
    {
        private const int Heavy = 500;
        private readonly IRobot _robot;
        private readonly SemaphoreSlim _lane = new(2);
        private Dictionary<string, int>? _limits;

        public Deliveries(IRobot robot)
        {
            _robot = robot;
        }

        [Step(Compensation = nameof(TakeBack)), Retry(MaxAttempts = 10, Factor = 1.5)]
        public async Task<Placement> Store(Delivery delivery, StepContext step)
        {
            _limits ??= new() { ["total"] = 20 * Heavy };
            if (delivery.Pallets.Sum(p => p.Weight) > _limits["total"])
                throw new StepRejectedException("The delivery is too heavy.");
            if (!await _robot.IsIdleAsync(step.CancellationToken))
                throw new StepPendingException(TimeSpan.FromSeconds(30));
            var bins = new Dictionary<string, string>();
            foreach (var pallet in delivery.Pallets)
                bins[pallet.Code] = await One(pallet, step);
            return new(bins);
        }

        public async Task TakeBack(Delivery delivery, StepContext step)
        {
            await Task.WhenAll(delivery.Pallets.Select(async pallet =>
            {
                await _lane.WaitAsync(step.CancellationToken);
                try
                {
                    await _robot.TakeAsync(step.KeyFor(pallet.Code), pallet.Code, step.CancellationToken);
                }
                finally
                {
                    _lane.Release();
                }
            }));
        }

        [Step("print-labels", Kind = StepKind.Retriable)]
        public ValueTask Print(Delivery delivery, Placement placement, CancellationToken stop)
        {
            var lines = from pallet in delivery.Pallets orderby pallet.Code select $"{pallet.Code}: {placement.Bins[pallet.Code]}";
            return new ValueTask(File.WriteAllLinesAsync(Path.Combine(Path.GetTempPath(), delivery.Number + ".txt"), lines, stop));
        }

        public void Dispose() => _lane.Dispose();

        private async Task<string> One(Pallet pallet, StepContext step)
        {
            var key = step.KeyFor(pallet.Code);
            return await _robot.FindAsync(key, step.CancellationToken) ?? await _robot.StoreAsync(requestId: key, pallet, step.CancellationToken);
        }
    }
}
