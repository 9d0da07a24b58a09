using SagaDsl.Engine;
using SagaDsl.Journal;
using SagaDsl.Tests.Faults;
using SagaDsl.Transport;

namespace SagaDsl.Tests.Remote;

/// <summary>What was found by reading with hostility, and what was suspected and holds.</summary>
public class HostileReading
{
    private const string CommandId = "~stock.Reserve~saga/scripted/order-1/1";

    [Theory, InlineData("participant"), InlineData("handler"), InlineData("kind"), InlineData("compensation"), InlineData("before")]
    public async Task A_step_that_was_sent_and_changed_since_makes_its_instance_unrunnable(string change)
    {
        await using var two = await Two.OpenAsync(new Script().Remote("Reserve"), [Script.Handler("Reserve")], startParticipants: false);
        await two.Saga.BeginAsync();
        await two.Saga.UntilWorkAsync(Scenes.Id, WorkState.Waiting);
        await two.Saga.StartAsync(sagas: [change switch
        {
            "participant" => new Script().Remote("Reserve", "bank"),
            "handler" => new Script().Remote("Take"),
            "kind" => new Script().Remote("Reserve", kind: StepKind.Pivot, undo: false),
            "before" => new Script().Step("new").Remote("Reserve", name: "1"),
            _ => new Script().Remote("Reserve", undo: false),
        }]);
        await two.Saga.PassAsync(TimeSpan.FromHours(1));
        var line = Assert.Single(await two.Saga.Node.Runtime.ListAsync(new InstanceQuery()));
        Assert.NotNull(line.Unrunnable);
    }

    [Fact]
    public async Task The_same_bad_word_on_an_undo_suspends_once()
    {
        var handler = new Script("stock.Reserve") { Participant = "stock" }.Step("Reserve", undoRetry: Retries.Immediately(1));
        await using var two = await Two.OpenAsync(new Script().Remote("Reserve").Step(), [handler]);
        two.Saga.Network.Carry = (_, m) => m.To.Kind == TransportAddressKind.Inbox ? new(3) : Carriage.Good;
        two.World.On("A2", Acts.Reject()).On("CReserve", Acts.Fail("shelf is gone"));
        await two.Saga.BeginAsync();
        await two.Participants.DriveUntilAsync(
            () => two.Participants.Ledger.Statuses.GetValueOrDefault(CommandId + "~undo").Work == WorkState.Suspended, "the undo is suspended there");
        await two.Participants.SettleAsync();
        await two.Participants.Node.Runtime.Instance(CommandId + "~undo").As("bob", "no such shelf").AbandonAsync();
        await two.Saga.DriveUntilAsync(() => two.Saga.Work() == WorkState.Suspended, "the saga is suspended");
        await two.Saga.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Single((await two.Saga.EntriesAsync()).OfType<SagaSuspended>());
    }

    [Fact]
    public async Task The_same_bad_word_on_a_pivot_suspends_once()
    {
        await using var two = await Two.OpenAsync(new Script().Remote("Reserve", kind: StepKind.Pivot, undo: false), [Script.Handler("Reserve", undo: false)]);
        two.World.On("AReserve", Acts.Fail());
        two.Saga.Network.Carry = (_, m) => m.To.Kind == TransportAddressKind.Inbox ? new(3) : Carriage.Good;
        await two.Saga.BeginAsync();
        await two.Saga.DriveUntilAsync(() => two.World.Calls.Count >= 2, "it is retried");
        await two.Participants.SettleAsync();
        var id = CommandId.Replace("Reserve~", "Reserve~pivot~", StringComparison.Ordinal);
        var act = two.Participants.Node.Runtime.Instance(id).As("bob", "no");
        Assert.Equal(CommandVerdict.Accepted, (await two.Saga.SoonAsync(act.AbandonAsync(), "x")).Verdict);
        await two.Saga.DriveUntilAsync(() => two.Saga.Work() == WorkState.Suspended, "the saga is suspended");
        await two.Saga.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Single((await two.Saga.EntriesAsync()).OfType<SagaSuspended>());
    }

    [Fact]
    public async Task A_runtime_stops_while_an_undo_waits_for_room()
    {
        var gate = new Gate();
        await using var two = await Two.OpenAsync(new Script().Remote("Reserve"), [Script.Handler("Reserve")], startParticipants: false);
        await two.Participants.StartAsync(configure: o => o.MaxInFlight = 1);
        two.World.On("order-1/AReserve", Acts.Fail(), Acts.Ok).On("order-2/AReserve", Acts.Hold(gate));
        two.World.On("AReserve", Acts.Fail(), Acts.Hold(gate));
        await two.Saga.BeginAsync();
        await two.Saga.UntilCalledAsync("AReserve");
        await two.Saga.SettleAsync();
        var suspended = await two.Saga.SoonAsync(two.Participants.Node.Runtime.Instance(CommandId).As("ann", "look").SuspendAsync(), "s");
        Assert.Equal(CommandVerdict.Accepted, suspended.Verdict);
        await two.Saga.BeginAsync("order-2");
        await two.Saga.UntilCalledAsync("AReserve", 2);
        await two.Saga.SoonAsync(two.Saga.Ann().CancelAsync(), "cancel");
        await two.Saga.UntilAsync(() => two.Saga.Network.Log.Any(line => line.Contains("/undo", StringComparison.Ordinal)), "the undo is on its way");
        var stop = two.Participants.Node.Runtime.StopAsync(TimeSpan.Zero);
        await two.Participants.Guard(stop, "the stop");
        gate.Open();
    }

    [Theory, InlineData(Stores.Memory, 0), InlineData(Stores.Sqlite, 0), InlineData(Stores.Sqlite, 1)]
    public async Task Long_ids_of_surrogate_pairs_are_carried_whole(string store, int shift)
    {
        var id = new string('x', shift) + string.Concat(Enumerable.Repeat("😀", 98));
        await using var two = await Two.OpenAsync(new Script().Remote("Reserve").Step(), [Script.Handler("Reserve")], store: store);
        two.World.On("A2", Acts.Reject());
        Assert.Equal(SagaStatus.Compensated, (await two.Saga.RunAsync(id)).Status);
        Assert.Equal("AReserve A2 CReserve", two.Labels);
    }

    [Fact]
    public async Task A_snapshot_tells_when_a_participant_is_asked_next()
    {
        await using var two = await Two.OpenAsync(new Script().Remote("Reserve"), [Script.Handler("Reserve")], startParticipants: false);
        await two.Saga.BeginAsync();
        await two.Saga.UntilWorkAsync(Scenes.Id, WorkState.Waiting);
        await two.Saga.PassAsync(TimeSpan.FromMinutes(3));
        var snapshot = await two.Saga.Node.Runtime.Instance(Scenes.Id).GetAsync();
        Assert.True(snapshot.DueAt > two.Saga.Time.GetUtcNow().AddSeconds(-1), $"{two.Saga.Time.GetUtcNow()} {snapshot}");
        Assert.True(snapshot.Steps[0].DueAt > two.Saga.Time.GetUtcNow().AddSeconds(-1), $"{two.Saga.Time.GetUtcNow()} {snapshot}");
    }

    [Fact]
    public async Task A_command_that_a_person_suspended_is_undone_when_it_is_resumed()
    {
        await using var two = await Two.OpenAsync(new Script().Remote("Reserve"), [Script.Handler("Reserve")]);
        two.World.On("AReserve", Acts.Fail(), Acts.Ok);
        await two.Saga.BeginAsync();
        await two.Saga.UntilCalledAsync("AReserve");
        await two.Saga.SettleAsync();
        await two.Saga.SoonAsync(two.Participants.Node.Runtime.Instance(CommandId).As("ann", "look").SuspendAsync(), "s");
        await two.Saga.SoonAsync(two.Saga.Ann().CancelAsync(), "cancel");
        await two.Saga.PassAsync(TimeSpan.FromMinutes(20));
        await two.Saga.SoonAsync(two.Participants.Node.Runtime.Instance(CommandId).As("ann", "look").ResumeAsync(), "s");
        Assert.Equal(SagaStatus.Compensated, (await two.Saga.EndAsync()).Status);
        Assert.Equal("AReserve CReserve", two.Labels);
    }

    [Fact]
    public async Task A_reply_to_a_suspended_saga_is_taken_in()
    {
        var gate = new Gate();
        await using var two = await Two.OpenAsync(new Script().Remote("Reserve").Step(), [Script.Handler("Reserve")]);
        two.World.On("AReserve", Acts.Hold(gate));
        await two.Saga.BeginAsync();
        await two.Saga.UntilCalledAsync("AReserve");
        await two.Saga.SettleAsync();
        await two.Saga.SoonAsync(two.Saga.Ann().SuspendAsync(), "s");
        gate.Open();
        await two.Saga.PassAsync(TimeSpan.FromMinutes(20));
        await two.Saga.SoonAsync(two.Saga.Ann().ResumeAsync(), "s");
        Assert.Equal(SagaStatus.Completed, (await two.Saga.EndAsync()).Status);
        Assert.Equal("AReserve A2", two.Labels);
    }

    [Fact]
    public async Task A_saga_that_a_handler_runs_gets_its_commands_done_in_a_full_room()
    {
        Stage? stage = null;
        var one = new Script().Remote("Reserve");
        var second = new Script("second").Remote("Other");
        stage = new Stage(one, second, Script.Handler("Reserve"), Script.Handler("Other"));
        await using var _ = stage;
        stage.World.On("AReserve", Acts.Await(async call => await stage.Node.Second.RunAsync("inner", new Order("inner"))));
        await stage.StartAsync(configure: options => options.MaxInFlight = 1);
        await stage.BeginAsync();
        await stage.UntilAsync(() => stage.Network.Log.Count >= 2, "the inner command is on its way");
        while (stage.World.Calls.All(call => call.Label != "AOther"))
        {
            // What waits for room counts as busy: no time passes by itself.
            stage.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
    }

    [Theory, InlineData("error"), InlineData("step"), InlineData("kind"), InlineData("rejected")]
    public async Task A_malformed_reply_is_left_and_asked_for_again(string what)
    {
        await using var two = await Two.OpenAsync(new Script().Remote("Reserve"), [Script.Handler("Reserve")]);
        var spoiled = 0;
        two.Saga.Network.Change = message =>
        {
            var sent = RemoteMessage.Decode(message.Body.Span, out var _)!;
            if (sent.Kind != RemoteMessageKind.Reply || Interlocked.Increment(ref spoiled) > 2)
                return message;
            var bad = what switch
            {
                "error" => sent with { Says = Kernel.ReplyKind.Unknown, Payload = default },
                "rejected" => sent with { Says = Kernel.ReplyKind.Rejected, Payload = default },
                "step" => sent with { Origin = sent.Origin with { Step = null! } },
                _ => sent with { Says = (Kernel.ReplyKind)77 },
            };
            return message with { Body = bad.Encode() };
        };
        Assert.Equal(SagaStatus.Completed, (await two.Saga.RunAsync()).Status);
    }

    [Fact]
    public async Task An_undo_whose_compensation_was_removed_is_unrunnable_until_it_is_back()
    {
        await using var two = await Two.OpenAsync(new Script().Remote("Reserve").Step(), [Script.Handler("Reserve")]);
        two.World.On("A2", Acts.Reject()).On("CReserve", Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok);
        await two.Saga.BeginAsync();
        await two.Saga.UntilCalledAsync("CReserve");
        await two.Saga.SettleAsync();
        await two.Participants.StartAsync(sagas: [Script.Handler("Reserve", undo: false)]);
        await two.Saga.PassAsync(TimeSpan.FromHours(3));
        var line = (await two.Participants.Node.Runtime.ListAsync(new InstanceQuery())).Single(i => i.Id == CommandId + "~undo");
        Assert.Contains("compensation", line.Unrunnable ?? "none");
        await two.Participants.StartAsync();
        Assert.Equal(SagaStatus.Compensated, (await two.Saga.EndAsync()).Status);
    }

    [Fact]
    public async Task An_unrunnable_command_can_be_abandoned_and_its_saga_is_told()
    {
        await using var two = await Two.OpenAsync(new Script().Remote("Reserve"), [Script.Handler("Reserve")]);
        two.World.On("AReserve", Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok);
        await two.Saga.BeginAsync();
        await two.Saga.UntilCalledAsync("AReserve");
        await two.Saga.SettleAsync();
        await two.Participants.StartAsync(sagas: [Script.Handler("Reserve", undo: false)]);
        await two.Saga.PassAsync(TimeSpan.FromHours(3));
        var answer = await two.Saga.SoonAsync(two.Participants.Node.Runtime.Instance(CommandId).As("ann", "gone").AbandonAsync(), "a");
        Assert.Equal(CommandVerdict.Accepted, answer.Verdict);
        await two.Saga.DriveUntilAsync(() => two.Saga.Work() == WorkState.Suspended, "the saga is suspended");
    }

    [Fact]
    public async Task An_undo_that_a_transport_refuses_raises_attention()
    {
        await using var two = await Two.OpenAsync(new Script().Remote("Reserve").Step(), [Script.Handler("Reserve")]);
        var refuse = false;
        two.World.On("A2", Acts.Await(_ => { refuse = true; return Task.CompletedTask; }, Acts.Reject()));
        two.Saga.Network.Change = message => refuse ? throw new TransportRefusedException("no permission") : message;
        await two.Saga.BeginAsync();
        await two.Saga.AttentionAsync();
        refuse = false;
        Assert.Equal(SagaStatus.Compensated, (await two.Saga.EndAsync()).Status);
    }

    [Fact]
    public async Task An_undo_needs_nothing_but_its_key()
    {
        await using var two = await Two.OpenAsync(new Script().Remote("Reserve").Step(), [Script.Handler("Reserve")]);
        two.World.On("A2", Acts.Reject());
        two.Saga.Network.Change = message =>
        {
            var sent = RemoteMessage.Decode(message.Body.Span, out var _)!;
            return sent.Kind == RemoteMessageKind.Undo ? message with { Body = (sent with { Payload = default }).Encode() } : message;
        };
        Assert.Equal(SagaStatus.Compensated, (await two.Saga.RunAsync()).Status);
    }

    [Fact]
    public async Task A_barred_command_is_reduced_and_still_bars()
    {
        await using var two = await Two.OpenAsync(new Script().Remote("Reserve"), [Script.Handler("Reserve")], startParticipants: false);
        two.Saga.Network.Carry = (_, message) => message.To.Kind == TransportAddressKind.Participant && !message.Id.EndsWith("/undo", StringComparison.Ordinal)
            ? new(1, TimeSpan.FromHours(5)) : Carriage.Good;
        await two.Participants.StartAsync(configure: options => options.Retention = TimeSpan.FromHours(1));
        await two.Saga.BeginAsync();
        await two.Saga.UntilWorkAsync(Scenes.Id, WorkState.Waiting);
        await two.Saga.SoonAsync(two.Saga.Ann().CancelAsync(), "cancel");
        Assert.Equal(SagaStatus.Compensated, (await two.Saga.EndAsync()).Status);
        await two.Saga.PassAsync(TimeSpan.FromHours(10));
        Assert.Equal("", two.Labels);
        Assert.NotNull((await two.Participants.StoredAsync(CommandId)).Tombstone);
    }
}
