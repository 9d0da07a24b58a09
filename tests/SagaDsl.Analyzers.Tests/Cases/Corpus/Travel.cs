// Parallel branches, results by name, a pivot that waits for all of them.
namespace Travel;

public sealed record Trip(string Customer, DateOnly From, DateOnly To, string City, decimal Budget);

public sealed record Flight(string Locator, decimal Price);

public sealed record Room(string Confirmation, decimal Price);

public readonly record struct Total(decimal Amount, string Currency);

public sealed record Itinerary(string Number);

public sealed class NoRoomException(string message) : Exception(message);

public interface IFlights
{
    ValueTask<Flight> HoldAsync(string idempotencyKey, string city, DateOnly day, CancellationToken cancellationToken);
    ValueTask ReleaseAsync(string idempotencyKey, string hold, CancellationToken cancellationToken);
    ValueTask<string> TicketAsync(string idempotencyKey, string locator, CancellationToken cancellationToken);
}

public interface IHotels
{
    Task<Room> BookAsync(string idempotencyKey, string city, DateOnly from, DateOnly to, CancellationToken cancellationToken);
    Task CancelAsync(string idempotencyKey, string booking, CancellationToken cancellationToken);
}

[Saga("trip"), Timeout("2h")]
public sealed partial class TripSaga(IFlights flights, IHotels hotels) : ISaga<Trip, Itinerary>
{
    [Step("hold-flight", Compensation = nameof(ReleaseFlight), After = []), Timeout("20s"), Retry(MaxAttempts = 6, FirstDelay = "500ms", MaxDelay = "10s")]
    public ValueTask<Flight> HoldFlight(Trip trip, StepContext step) => flights.HoldAsync(step.IdempotencyKey, trip.City, trip.From, step.CancellationToken);

    private ValueTask ReleaseFlight(StepContext step) => flights.ReleaseAsync(step.IdempotencyKey, step.ActionKey, step.CancellationToken);

    [Step("book-hotel", Compensation = nameof(CancelHotel), After = []), RejectOn(typeof(NoRoomException))]
    public Task<Room> BookHotel(Trip trip, StepContext step, CancellationToken stop) =>
        hotels.BookAsync(step.IdempotencyKey, trip.City, trip.From, trip.To, stop);

    private Task CancelHotel(Room? room, StepContext step) =>
        hotels.CancelAsync(step.IdempotencyKey, room?.Confirmation ?? step.ActionKey, step.CancellationToken);

    [Step(After = [nameof(HoldFlight), nameof(BookHotel)]), NoCompensation("computes only")]
    public static Total Sum(Trip trip, Flight flight, Room room)
    {
        var amount = flight.Price + room.Price;
        return amount <= trip.Budget
            ? new(amount, "EUR")
            : throw new StepRejectedException($"{amount} is more than the budget of {trip.Budget}.") { Definite = true };
    }

    [Step(Kind = StepKind.Pivot)]
    public async Task<string> Ticket(Flight flight, Total total, StepContext step)
    {
        _ = total.Amount;
        return await flights.TicketAsync(step.IdempotencyKey, flight.Locator, step.CancellationToken).ConfigureAwait(false);
    }

    [Step(Kind = StepKind.Retriable)]
    public Itinerary Conclude([From(nameof(Ticket))] string ticket) => new(ticket);
}
