using SagaDsl.Definition;
using SagaDsl.Journal;
using SagaDsl.Transport;

namespace SagaDsl.Tests.Remote;

/// <summary>Steps that participants do, in a process of their own with a store of their own.</summary>
public class RemoteSteps
{
    private static Script Three() => new Script().Remote("Reserve").Remote("Charge", "bank").Remote("Ship", "couriers", StepKind.Pivot);

    private static Script[] Handlers(RetryPolicy? retry = null) =>
        [Script.Handler("Reserve", retry: retry), Script.Handler("Charge", "bank", retry: retry), Script.Handler("Ship", "couriers", undo: false)];

    [Fact]
    public async Task A_saga_runs_over_its_participants()
    {
        await using var two = await Two.OpenAsync(Three(), Handlers());
        var outcome = await two.Saga.RunAsync();
        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal("AReserve ACharge AShip", two.Labels);
        Assert.Equal("Ship", outcome.Result.Step);
        // As many records as with steps of its own: n + 1.
        Assert.Equal(4, await two.Saga.RecordsAsync());
    }

    [Fact]
    public async Task The_participants_keys_are_the_sagas()
    {
        await using var two = await Two.OpenAsync(Three(), Handlers());
        two.World.On("ACharge", Acts.Reject());
        await two.Saga.RunAsync();
        Assert.Equal(["saga/scripted/order-1/1", "saga/scripted/order-1/2", "saga/scripted/order-1/1/undo"], two.World.Calls.Select(call => call.Key));
        Assert.Equal("saga/scripted/order-1/1", two.World.Calls[^1].ActionKey);
        Assert.Equal(ActionOutcome.Ok, two.World.Calls[^1].ActionOutcome);
    }

    [Fact]
    public async Task A_rejection_at_a_participant_turns_the_saga_back()
    {
        await using var two = await Two.OpenAsync(Three(), Handlers());
        two.World.On("ACharge", Acts.Reject("card declined", definite: false));
        var outcome = await two.Saga.RunAsync();
        Assert.Equal((SagaStatus.Compensated, FailureCause.Rejected, "card declined"), (outcome.Status, outcome.Failure!.Cause, outcome.Failure.Message));
        Assert.Equal("AReserve ACharge CReserve", two.Labels);
    }

    [Fact]
    public async Task A_participant_that_exhausts_its_attempts_undoes_itself_and_says_so()
    {
        await using var two = await Two.OpenAsync(Three(), Handlers(Retries.Times(2)));
        two.World.On("ACharge", Acts.Fail("bank is down"));
        var outcome = await two.Saga.RunAsync();
        Assert.Equal(SagaStatus.Compensated, outcome.Status);
        Assert.Contains("bank is down", outcome.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal("AReserve ACharge ACharge CCharge CReserve", two.Labels);
    }

    [Fact]
    public async Task A_pivot_at_a_participant_is_tried_without_limit()
    {
        await using var two = await Two.OpenAsync(Three(), Handlers(Retries.Times(2)));
        two.World.On("AShip", Acts.Fail(), Acts.Fail(), Acts.Fail(), Acts.Fail(), Acts.Fail(), Acts.Fail(), Acts.Ok);
        Assert.Equal(SagaStatus.Completed, (await two.Saga.RunAsync()).Status);
        Assert.Equal(7, two.World.Calls.Count(call => call.Label == "AShip"));
    }

    [Fact]
    public async Task A_participant_that_is_down_gets_its_commands_later()
    {
        await using var two = await Two.OpenAsync(Three(), Handlers(), startParticipants: false);
        await two.Saga.BeginAsync();
        await two.Saga.UntilWorkAsync(Scenes.Id, WorkState.Waiting);
        await two.Saga.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(1, await two.Saga.RecordsAsync());
        await two.Participants.StartAsync();
        Assert.Equal(SagaStatus.Completed, (await two.Saga.EndAsync()).Status);
        Assert.Equal("AReserve ACharge AShip", two.Labels);
        Assert.Equal(4, await two.Saga.RecordsAsync());
    }

    [Fact]
    public async Task What_is_lost_is_asked_for_again_and_asking_is_no_attempt()
    {
        await using var two = await Two.OpenAsync(Three(), Handlers());
        // The first command, then the first two replies.
        two.Saga.Network.Carry = (number, _) => number is 1 or 3 or 5 ? Carriage.Lost : Carriage.Good;
        Assert.Equal(SagaStatus.Completed, (await two.Saga.RunAsync()).Status);
        Assert.Equal("AReserve ACharge AShip", two.Labels);
        Assert.Equal(4, await two.Saga.RecordsAsync());
        Assert.All((await two.Saga.EntriesAsync()).OfType<StepCompleted>(), entry => Assert.Equal(1, entry.Attempt));
    }

    [Fact]
    public async Task Asking_again_grows_to_five_minutes()
    {
        await using var two = await Two.OpenAsync(Three(), Handlers(), startParticipants: false);
        await two.Saga.BeginAsync();
        await two.Saga.PassAsync(TimeSpan.FromHours(1));
        var sent = two.Saga.Network.Log.Count;
        // 5, 10, 20, 40, 80, 160 s, and then every five minutes.
        Assert.InRange(sent, 10, 22);
    }

    [Fact]
    public async Task A_timeout_ends_the_waiting_and_the_undo_is_sent()
    {
        await using var two = await Two.OpenAsync(
            new Script().Step().Remote("Reserve", timeout: TimeSpan.FromMinutes(10)), [Script.Handler("Reserve")], startParticipants: false);
        await two.Saga.BeginAsync();
        await two.Saga.DriveUntilAsync(() => two.Saga.Time.Elapsed > TimeSpan.FromMinutes(10), "the timeout has passed");
        await two.Saga.SettleAsync();
        Assert.Contains(await two.Saga.EntriesAsync(), entry => entry is StepInDoubt { Cause: InDoubtCause.NoReply });
        await two.Participants.StartAsync();
        var outcome = await two.Saga.EndAsync();
        Assert.Equal((SagaStatus.Compensated, FailureCause.NoReply), (outcome.Status, outcome.Failure!.Cause));
        Assert.Contains("has not answered", outcome.Failure.Message, StringComparison.Ordinal);
        // The command waited in the queue and came first, its deadline over: either nothing ran, or it was undone.
        Assert.Equal("A1 C1", two.Labels);
    }

    [Fact]
    public async Task An_undo_that_comes_before_its_command_bars_it()
    {
        var gate = new Gate();
        await using var two = await Two.OpenAsync(new Script().Step().Remote("Reserve"), [Script.Handler("Reserve")]);
        // The command is under way for an hour; the undo overtakes it.
        two.Saga.Network.Carry = (_, message) => message.To.Kind == TransportAddressKind.Participant && !message.Id.EndsWith("/undo", StringComparison.Ordinal)
            ? new(1, TimeSpan.FromHours(1))
            : Carriage.Good;
        await two.Saga.BeginAsync();
        await two.Saga.UntilWorkAsync(Scenes.Id, WorkState.Waiting);
        await two.Saga.Ann().CancelAsync();
        Assert.Equal(SagaStatus.Compensated, (await two.Saga.EndAsync()).Status);
        await two.Saga.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal("A1 C1", two.Labels);
        gate.Open();
    }

    [Fact]
    public async Task Case_14_undo_twice_concurrently_then_the_action()
    {
        await using var two = await Two.OpenAsync(new Script().Step().Remote("Reserve"), [Script.Handler("Reserve")]);
        two.Saga.Network.Carry = (_, message) => message.To.Kind == TransportAddressKind.Inbox ? Carriage.Good
            : message.Id.EndsWith("/undo", StringComparison.Ordinal) ? new(2)
            : new(1, TimeSpan.FromHours(1));
        await two.Saga.BeginAsync();
        await two.Saga.UntilWorkAsync(Scenes.Id, WorkState.Waiting);
        await two.Saga.Ann().CancelAsync();
        Assert.Equal(SagaStatus.Compensated, (await two.Saga.EndAsync()).Status);
        await two.Saga.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal("A1 C1", two.Labels);
        // One instance at the participant, barred with one record.
        var (id, status) = Assert.Single(two.Participants.Ledger.Statuses);
        Assert.Equal((WorkState.Terminal, SagaStatus.Compensated), (status.Work, status.Saga));
        Assert.Single(two.Participants.Ledger.Lines, line => line.Instance == id);
    }

    [Fact]
    public async Task A_cancel_while_the_participant_runs_is_told_to_it()
    {
        var gate = new Gate();
        await using var two = await Two.OpenAsync(Three(), Handlers());
        two.World.On("ACharge", Acts.Hold(gate));
        await two.Saga.BeginAsync();
        await two.Saga.UntilCalledAsync("ACharge");
        await two.Saga.Ann().CancelAsync();
        Assert.Equal(FailureCause.Cancelled, (await two.Saga.EndAsync()).Failure!.Cause);
        Assert.Equal("AReserve ACharge CCharge CReserve", two.Labels);
    }

    [Fact]
    public async Task Doubled_messages_have_one_effect()
    {
        await using var two = await Two.OpenAsync(Three(), Handlers());
        two.World.On("AShip", Acts.Reject());
        two.Saga.Network.Carry = static (_, _) => new(3);
        Assert.Equal(SagaStatus.Compensated, (await two.Saga.RunAsync()).Status);
        Assert.Equal(["ACharge", "AReserve", "AShip", "CCharge", "CReserve"], two.World.Calls.Select(call => call.Label).Order());
    }

    [Fact]
    public async Task A_command_that_the_participant_cannot_make_suspends_the_saga_and_nothing_is_sent()
    {
        await using var two = await Two.OpenAsync(new Script().Remote("Reserve"), [Script.Handler("Reserve")],
            configure: options => options.MaxPayloadBytes = 25);
        await Assert.ThrowsAsync<PayloadTooLargeException>(() => two.Saga.Node.Client.StartAsync("order-22", new Order(new string('x', 100))).AsTask());
        Assert.Empty(two.Saga.Network.Log);
    }

    [Fact]
    public async Task One_process_with_one_store_runs_both()
    {
        await using var stage = await Scenes.OpenAsync(new Script().Remote("Reserve").Remote("Charge", "bank"),
            world => world.On("ACharge", Acts.Reject()), handlers: [Script.Handler("Reserve"), Script.Handler("Charge", "bank")]);
        Assert.Equal(SagaStatus.Compensated, (await stage.RunAsync()).Status);
        Assert.Equal("AReserve ACharge CReserve", string.Join(' ', stage.World.Calls.Select(call => call.Label)));
    }

    [Fact]
    public async Task Sagas_that_fill_the_room_do_not_keep_their_commands_out()
    {
        await using var stage = await Scenes.OpenAsync(new Script().Remote("Reserve"), configure: options => options.MaxInFlight = 1,
            handlers: [Script.Handler("Reserve")]);
        Assert.Equal(SagaStatus.Completed, (await stage.RunAsync()).Status);
    }

    [Fact]
    public async Task An_id_that_begins_as_those_of_commands_do_is_refused()
    {
        await using var stage = await Scenes.OpenAsync(new Script().Step());
        var error = await Assert.ThrowsAsync<ArgumentException>(() => stage.Node.Client.StartAsync("~order", new Order("1")).AsTask());
        Assert.Contains("'~'", error.Message, StringComparison.Ordinal);
    }
}
