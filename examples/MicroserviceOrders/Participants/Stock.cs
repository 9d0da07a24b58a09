using SagaDsl;
using Shop.Contracts;
using Shop.Services;

namespace Shop.Participants;

/// <summary>
/// The stock service. Its effects are guarded by a barrier: a row with the step's key is in the same transaction as the effect, in the
/// service's own database. So several of its processes may share that database, and one that was thought dead may come back.
/// </summary>
/// <param name="barrier">The barrier of its database.</param>
/// <param name="hold">Where the process stands still, if it is to.</param>
[Participant("stock", Json = typeof(ShopJson))]
public sealed partial class Stock(IBarrier barrier, HoldPoint hold) : IStock
{
    /// <summary>Reserves every line of an order, or none.</summary>
    [Handles(Compensation = nameof(Release)), RejectOn(typeof(OutOfStockException), Definite = true)]
    public async Task<Reservation> Reserve(ReserveStock command, StepContext step)
    {
        hold.Pass(command.Order);
        // A refusal is an answer: it is in the row too, and stays the answer to this key.
        var answer = await barrier.OnceAsync(step, transaction => Shelf.TakeAsync(transaction, command), json: ShopJson.Default.ShelfAnswer);
        return answer.Reservation ?? throw new OutOfStockException(answer.Refusal!);
    }

    /// <summary>Undoes it. The work is not even called where nothing was reserved; and what was not reserved yet never will be.</summary>
    public Task Release(ReserveStock command, StepContext step) =>
        barrier.OnceAsync(step, transaction => Shelf.PutBackAsync(transaction, command.Order));

    /// <summary>Hands what was reserved over to the carrier.</summary>
    [Handles]
    public Task HandOver(HandOverParcel command, StepContext step) =>
        barrier.OnceAsync(step, transaction => Shelf.HandOverAsync(transaction, command));
}
