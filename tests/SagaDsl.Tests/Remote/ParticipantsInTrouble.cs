using SagaDsl.Engine;
using SagaDsl.Journal;
using SagaDsl.Tests.Faults;
using SagaDsl.Transport;

namespace SagaDsl.Tests.Remote;

/// <summary>What goes wrong between a saga and its participants, and what a person is told and may do.</summary>
public class ParticipantsInTrouble
{
    private const string CommandId = "~stock.Reserve~saga/scripted/order-1/1";

    private static Script OneStep(StepKind kind = StepKind.Compensatable, bool undo = true) => new Script().Remote("Reserve", kind: kind, undo: undo);

    [Theory]
    [InlineData(Stores.Memory)]
    [InlineData(Stores.Sqlite)]
    public async Task Every_store_keeps_both_sides(string store)
    {
        await using var two = await Two.OpenAsync(OneStep(), [Script.Handler("Reserve")], store: store, startParticipants: false);
        await two.Saga.BeginAsync();
        await two.Saga.UntilWorkAsync(Scenes.Id, WorkState.Waiting);
        await two.Saga.StartAsync(); // Killed and started again: the command is in its journal.
        await two.Participants.StartAsync();
        Assert.Equal(SagaStatus.Completed, (await two.Saga.EndAsync()).Status);
        Assert.Equal("AReserve", two.Labels);
    }

    [Fact]
    public async Task A_snapshot_says_whom_it_waits_for()
    {
        await using var two = await Two.OpenAsync(OneStep(), [Script.Handler("Reserve")], startParticipants: false);
        await two.Saga.BeginAsync();
        await two.Saga.UntilWorkAsync(Scenes.Id, WorkState.Waiting);
        var snapshot = await two.Saga.Node.Runtime.Instance(Scenes.Id).GetAsync();
        Assert.Equal((WorkState.Waiting, "stock"), (snapshot.Work, Assert.Single(snapshot.Steps).Participant));
        Assert.Contains("1 Scheduled (waits for participant 'stock', again at", snapshot.ToString(), StringComparison.Ordinal);
    }

    // The step's due time is then in the past when the calls of the turn begin: what makes its command must not be taken for the step.
    [Fact]
    public async Task Retry_now_asks_the_participant_at_once()
    {
        await using var two = await Two.OpenAsync(OneStep(), [Script.Handler("Reserve")]);
        two.Saga.Network.Carry = static (number, _) => number == 1 ? Carriage.Lost : Carriage.Good;
        await two.Saga.BeginAsync();
        await two.Saga.UntilWorkAsync(Scenes.Id, WorkState.Waiting);
        Assert.Equal(CommandVerdict.Accepted, (await two.Saga.SoonAsync(two.Saga.Ann().RetryNowAsync(), "the answer")).Verdict);
        await two.Saga.UntilCalledAsync("AReserve");
        Assert.Equal(TimeSpan.Zero, two.Saga.Time.Elapsed);
        Assert.Equal(SagaStatus.Completed, (await two.Saga.EndAsync()).Status);
    }

    [Fact]
    public async Task A_command_that_cannot_be_read_is_rejected_and_nothing_is_done()
    {
        await using var two = await Two.OpenAsync(OneStep(), [Script.Handler("Reserve")]);
        two.Saga.Network.Change = message => Change(message, RemoteMessageKind.Command, sent => sent with { Payload = Json("{\"amount\":1}") });
        var outcome = await two.Saga.RunAsync();
        Assert.Equal((SagaStatus.Compensated, FailureCause.Rejected), (outcome.Status, outcome.Failure!.Cause));
        Assert.Contains("The command cannot be read as SagaDsl.TestKit.Sagas.Order", outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(two.World.Calls);
    }

    [Fact]
    public async Task A_reply_that_cannot_be_read_turns_the_saga_back_and_is_undone()
    {
        await using var two = await Two.OpenAsync(OneStep(), [Script.Handler("Reserve")]);
        two.Saga.Network.Change = message => Change(message, RemoteMessageKind.Reply,
            sent => sent.Phase == StepPhase.Action ? sent with { Payload = Json("{\"nope\":1}") } : sent);
        var outcome = await two.Saga.RunAsync();
        Assert.Equal((SagaStatus.Compensated, FailureCause.ResultNotStorable), (outcome.Status, outcome.Failure!.Cause));
        Assert.Equal("AReserve CReserve", two.Labels);
    }

    [Fact]
    public async Task A_message_of_a_later_version_is_left_and_asked_for_again()
    {
        await using var two = await Two.OpenAsync(OneStep(), [Script.Handler("Reserve")]);
        var spoiled = 0;
        two.Saga.Network.Change = message => Interlocked.Increment(ref spoiled) > 2 ? message : message with { Body = new byte[] { 1, 2, 3 } };
        Assert.Equal(SagaStatus.Completed, (await two.Saga.RunAsync()).Status);
    }

    [Fact]
    public async Task A_handler_that_is_not_deployed_yet_is_waited_for()
    {
        await using var two = await Two.OpenAsync(OneStep(), [Script.Handler("Reserve"), Script.Handler("Other")], startParticipants: false);
        await two.Participants.StartAsync(sagas: [Script.Handler("Other")]);
        await two.Saga.BeginAsync();
        await two.Saga.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await two.Saga.RecordsAsync());
        await two.Participants.StartAsync();
        Assert.Equal(SagaStatus.Completed, (await two.Saga.EndAsync()).Status);
    }

    [Fact]
    public async Task What_cannot_be_sent_now_is_tried_on_and_does_not_wait_to_be_asked_again()
    {
        await using var two = await Two.OpenAsync(OneStep(), [Script.Handler("Reserve")], startParticipants: false);
        var down = true;
        two.Saga.Network.Change = message => down ? throw new TransportUnavailableException("The server is away.") : message;
        await two.Saga.BeginAsync();
        await two.Saga.UntilWorkAsync(Scenes.Id, WorkState.Waiting);
        await two.Saga.PassAsync(TimeSpan.FromMinutes(20));
        await two.Participants.StartAsync();
        down = false;
        await two.Saga.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("AReserve", two.Labels);
    }

    [Fact]
    public async Task What_a_transport_refuses_raises_attention_and_is_tried_again()
    {
        await using var two = await Two.OpenAsync(OneStep(), [Script.Handler("Reserve")]);
        var refuse = true;
        two.Saga.Network.Change = message => refuse ? throw new TransportRefusedException("The message is larger than the server takes.") : message;
        await two.Saga.BeginAsync();
        await two.Saga.AttentionAsync();
        var snapshot = await two.Saga.Node.Runtime.Instance(Scenes.Id).GetAsync();
        Assert.Contains("larger than the server takes", snapshot.Attention, StringComparison.Ordinal);
        refuse = false;
        Assert.Equal(SagaStatus.Completed, (await two.Saga.EndAsync()).Status);
    }

    [Fact]
    public async Task A_retriable_step_that_is_rejected_waits_for_a_person_where_the_method_is()
    {
        await using var two = await Two.OpenAsync(OneStep(StepKind.Retriable, undo: false), [Script.Handler("Reserve", undo: false)]);
        two.World.On("AReserve", Acts.Reject("not today"), Acts.Ok);
        await two.Saga.BeginAsync();
        var id = CommandId.Replace("Reserve~", "Reserve~retriable~", StringComparison.Ordinal);
        await two.Participants.DriveUntilAsync(
            () => two.Participants.Ledger.Statuses.GetValueOrDefault(id).Work == WorkState.Suspended, "it is suspended there");
        await two.Participants.SettleAsync();
        Assert.Equal(WorkState.Waiting, two.Saga.Ledger.Statuses[Scenes.Id].Work);
        await two.Participants.Node.Runtime.Instance(id).As("ann", "try again").RetryNowAsync();
        Assert.Equal(SagaStatus.Completed, (await two.Saga.EndAsync()).Status);
    }

    [Fact]
    public async Task A_step_that_a_person_supplies_is_undone_at_the_participant_all_the_same()
    {
        await using var two = await Two.OpenAsync(OneStep().Step(), [Script.Handler("Reserve")]);
        two.World.On("A2", Acts.Reject());
        var lose = true;
        two.Saga.Network.Carry = (_, message) => lose && message.To.Kind == TransportAddressKind.Inbox ? Carriage.Lost : Carriage.Good;
        await two.Saga.BeginAsync();
        await two.Saga.UntilCalledAsync("AReserve");
        await two.Saga.SettleAsync();
        var answer = await two.Saga.Ann().SupplyAsync(two.Saga.Node.Client.Ref("1"), new StepValue("1", "k"));
        Assert.Equal(CommandVerdict.Accepted, answer.Verdict);
        lose = false;
        Assert.Equal(SagaStatus.Compensated, (await two.Saga.EndAsync()).Status);
        Assert.Equal("AReserve A2 CReserve", two.Labels);
    }

    [Fact]
    public async Task An_undo_that_is_given_up_at_the_participant_suspends_the_saga_until_it_is_done_by_hand()
    {
        var handler = new Script("stock.Reserve") { Participant = "stock" }.Step("Reserve", undoRetry: Retries.Immediately(1));
        await using var two = await Two.OpenAsync(OneStep().Step(), [handler]);
        two.World.On("A2", Acts.Reject()).On("CReserve", Acts.Fail("shelf is gone"));
        await two.Saga.BeginAsync();
        await two.Participants.DriveUntilAsync(
            () => two.Participants.Ledger.Statuses.GetValueOrDefault(CommandId + "~undo").Work == WorkState.Suspended, "the undo is suspended there");
        await two.Participants.SettleAsync();
        await two.Participants.Node.Runtime.Instance(CommandId + "~undo").As("bob", "no such shelf").AbandonAsync();
        await two.Saga.DriveUntilAsync(() => two.Saga.Work() == WorkState.Suspended, "the saga is suspended");
        await two.Saga.SettleAsync();
        var snapshot = await two.Saga.Node.Runtime.Instance(Scenes.Id).GetAsync();
        Assert.Contains("Participant 'stock' did not undo step '1': It was given up there by bob: no such shelf", snapshot.Suspended, StringComparison.Ordinal);
        Assert.Equal(CommandVerdict.Accepted, (await two.Saga.Ann().DoneByHandAsync(two.Saga.Node.Client.Ref("1"))).Verdict);
        Assert.Equal(SagaStatus.Compensated, (await two.Saga.EndAsync()).Status);
    }

    [Fact]
    public async Task What_was_done_can_be_undone_however_long_ago_and_is_kept_no_longer_than_its_saga_runs()
    {
        var gate = new Gate();
        await using var two = await Two.OpenAsync(OneStep().Step(), [Script.Handler("Reserve")], startParticipants: false);
        two.World.On("A2", Acts.Await(call => Task.Delay(TimeSpan.FromDays(3), call.Context.TimeProvider), Acts.Reject()));
        await two.Participants.StartAsync(configure: options => options.Retention = TimeSpan.FromHours(1));
        await two.Saga.BeginAsync();
        await two.Saga.UntilCalledAsync("A2");
        await two.Saga.PassAsync(TimeSpan.FromDays(2));
        Assert.Null((await two.Participants.StoredAsync(CommandId)).Tombstone);
        Assert.Equal(SagaStatus.Compensated, (await two.Saga.EndAsync()).Status);
        Assert.Equal("AReserve A2 CReserve", two.Labels);
        await two.Saga.PassAsync(TimeSpan.FromHours(5));
        Assert.NotNull((await two.Participants.StoredAsync(CommandId)).Tombstone);
        gate.Open();
    }

    [Fact]
    public async Task The_deadline_travels_with_the_command()
    {
        await using var two = await Two.OpenAsync(new Script { Timeout = TimeSpan.FromMinutes(10) }.Remote("Reserve"), [Script.Handler("Reserve")]);
        two.World.On("AReserve", Acts.Slow(TimeSpan.FromHours(1)));
        // Both sides see it pass at one instant: the saga turns back by its own, or by the participant's word that it was late.
        var outcome = await two.Saga.RunAsync();
        Assert.Equal(SagaStatus.Compensated, outcome.Status);
        Assert.Contains("deadline", outcome.Failure!.Message, StringComparison.Ordinal);
        var started = (await two.Participants.StoredAsync(CommandId)).Records[0].Entries.OfType<SagaStarted>().Single();
        Assert.Equal((await two.Saga.EntriesAsync()).OfType<SagaStarted>().Single().DeadlineAt, started.DeadlineAt);
        Assert.Equal("AReserve CReserve", two.Labels);
    }

    [Fact]
    public async Task A_saga_whose_participants_are_elsewhere_needs_a_name_of_its_own()
    {
        var script = OneStep();
        var stage = new Stage(script);
        await using var _ = stage;
        stage.Network.IsLocal = false;
        var error = await Assert.ThrowsAsync<SagaDsl.Definition.SagaDefinitionException>(() => stage.StartAsync());
        Assert.Contains("KeyPrefix = \"shop\"", error.Message, StringComparison.Ordinal);
    }

    private static Payload Json(string json) => new(System.Text.Encoding.UTF8.GetBytes(json));

    private static TransportMessage Change(TransportMessage message, RemoteMessageKind kind, Func<RemoteMessage, RemoteMessage> change)
    {
        var sent = RemoteMessage.Decode(message.Body.Span, out var _)!;
        return sent.Kind == kind ? message with { Body = change(sent).Encode() } : message;
    }
}
