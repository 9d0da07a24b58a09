using Microsoft.Extensions.DependencyInjection;

namespace SagaDsl.Generator.Tests;

/// <summary>What is generated, run for real: these sagas are compiled by this project's own compiler.</summary>
public sealed partial class RunTests
{
    internal sealed class Log
    {
        public List<string> Lines { get; } = [];
    }

    internal sealed record Basket(string Id, int Fail);

    internal sealed record Booking(string Id);

    internal readonly record struct Price(decimal Amount);

    [Saga("trip")]
    internal sealed partial class Trip(IServiceProvider services, [FromKeyedServices("second")] IList<string>? second = null, int answer = 42)
        : ISaga<Basket, Booking>
    {
        private readonly Log _log = services.GetRequiredService<Log>();

        [Step(Compensation = nameof(Unprice))]
        public static Price Quote(Basket basket) => new(basket.Fail);

        private void Unprice(Price? price, StepContext step) => _log.Lines.Add($"unprice {price?.Amount} {step.ActionOutcome}");

        [Step(Compensation = nameof(CancelAsync)), Retry(MaxAttempts = 2, FirstDelay = "1ms"), RejectOn(typeof(InvalidOperationException))]
        private async ValueTask<Booking> BookAsync(Basket basket, Price price, CancellationToken token)
        {
            await Task.Yield();
            _log.Lines.Add($"book {basket.Id} {price.Amount} {second?.Count} {answer} {token.CanBeCanceled}");
            return new(basket.Id);
        }

        private Task CancelAsync(Booking? booking, StepContext step)
        {
            _log.Lines.Add($"cancel {booking?.Id} {step.ActionKey}");
            return Task.CompletedTask;
        }

        [Step("confirm", Kind = StepKind.Pivot), RejectOn(typeof(NotSupportedException))]
        private void Confirm(Booking booking, Basket basket)
        {
            if (basket.Fail > 0)
                throw new NotSupportedException("no seats");
            _log.Lines.Add($"confirm {booking.Id}");
        }

        [Step(Kind = StepKind.Retriable)]
        private ValueTask Notify([From(nameof(BookAsync))] Booking who, [FromInput] Basket basket)
        {
            _log.Lines.Add($"notify {who.Id} {basket.Id}");
            return default;
        }
    }

    private static async Task<(Log Log, SagaOutcome<Booking> Outcome)> RunAsync(int fail)
    {
        var log = new Log();
        await using var services = new ServiceCollection().AddSingleton(log).AddKeyedSingleton<IList<string>>("second", new List<string> { "a", "b" })
            .BuildServiceProvider();
        await using var runtime = await SagaRuntime.StartAsync(sagas => sagas.AddTrip().UseServices(services));
        return (log, await runtime.Client<TripClient>().RunAsync("trip-1", new Basket("b1", fail)));
    }

    [Fact]
    public async Task Steps_get_what_they_ask_for()
    {
        var (log, outcome) = await RunAsync(fail: 0);
        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal(new Booking("b1"), outcome.Result);
        Assert.Equal(["book b1 0 2 42 True", "confirm b1", "notify b1 b1"], log.Lines);
    }

    [Fact]
    public async Task Compensations_get_what_they_ask_for_in_reverse()
    {
        var (log, outcome) = await RunAsync(fail: 3);
        Assert.Equal(SagaStatus.Compensated, outcome.Status);
        Assert.Equal("confirm", outcome.Failure!.Step);
        Assert.Equal(["book b1 3 2 42 True", "cancel b1 saga/trip/trip-1/Book", "unprice 3 Ok"], log.Lines);
    }

    [Fact]
    public void The_definition_says_what_the_class_says()
    {
        var definition = SagaDsl.Definition.SagaDefinition.Of<Trip>();
        Assert.Equal(["Quote", "Book", "confirm", "Notify"], definition.Steps.Select(s => s.Name));
        Assert.Equal(["Quote", "Unprice", "BookAsync", "CancelAsync", "Confirm", "Notify"], definition.Methods.Select(m => m.Name));
        Assert.Equal([(0, 1), (2, 3), (4, -1), (5, -1)], definition.Steps.Select(s => (s.Action, s.Compensation)));
        var (book, cancel) = (definition.Methods[2], definition.Methods[3]);
        Assert.Equal([0], book.Reads);
        Assert.Empty(cancel.Reads);
        Assert.Equal(TimeSpan.FromMilliseconds(1), book.Retry!.FirstDelay);
        Assert.Equal((2, null, null), (book.Retry!.MaxAttempts, book.Retry!.MaxDelay, book.Retry!.Factor));
        Assert.Equal([new(typeof(InvalidOperationException), false)], book.RejectOn);
        Assert.Null(cancel.Retry);
        Assert.Equal(1, definition.ResultStep);
        Assert.Equal(new StepRef<Booking>("trip", "Book"), TripClient.Steps.Book);
        Assert.Contains("s1 -. undo .-> u1[/\"CancelAsync\"/]", TripClient.Diagram);
        Assert.Contains("s2{{\"confirm\"}}", TripClient.Diagram);
    }

    [Fact]
    public void Every_saga_of_the_assembly_is_added_at_once() =>
        Assert.Contains("'trip'",
            Assert.Throws<SagaDsl.Definition.SagaDefinitionException>(() => new SagaBuilder().AddSagaDslGeneratorTestsSagas().AddTrip()).Message);

    [Fact]
    public void A_client_can_be_mocked() => Assert.NotNull(new MockedTrip());

    private sealed class MockedTrip : TripClient;
}
