using System.Collections.Concurrent;
using SagaDsl.Journal;
using SagaDsl.Stores;

namespace SagaDsl.Tests.Faults;

/// <summary>Two partitions in one process, of which one is lost and acquired again. Instances beginning with "b" are on the second.</summary>
public sealed class HostilePartitions
{
    private static readonly StoreOwnedException Reason = new("Another node has partition 1.");

    [Fact]
    public async Task A_lost_partition_tells_who_waits_and_goes_on_when_it_is_acquired_again()
    {
        var gate = new Gate();
        await using var two = await Two.OpenAsync(w => w.On("A1", Acts.Hold(gate)));
        await using var stage = two.Stage;
        await stage.BeginAsync("a");
        await stage.BeginAsync("b");
        var run = stage.Node.Client.RunAsync("b2", new Order("b2")).AsTask();
        await stage.UntilCalledAsync("A1", 3);
        Assert.Equal(["a", "b", "b2"], (await stage.Node.Runtime.ListAsync(new InstanceQuery())).Select(one => one.Id));
        Assert.Equal(["a", "b"], (await stage.Node.Runtime.ListAsync(new InstanceQuery { Limit = 2 })).Select(one => one.Id));
        var waiter = stage.Node.Client["b"].WaitAsync().AsTask();

        await two.LoseAsync(1);
        Assert.Same(Reason, await Assert.ThrowsAsync<StoreOwnedException>(() => waiter.WaitAsync(Faulty.Patience)));
        Assert.Same(Reason, await Assert.ThrowsAsync<StoreOwnedException>(() => run.WaitAsync(Faulty.Patience)));
        await Assert.ThrowsAsync<StoreOwnedException>(() => stage.Node.Client["b"].GetAsync().AsTask());
        await Assert.ThrowsAsync<StoreOwnedException>(() => stage.Node.Client.StartAsync("b3", new Order("b3")).AsTask());

        two.Acquire(1);
        await stage.UntilCalledAsync("A1", 5);
        gate.Open();
        foreach (var id in new[] { "a", "b", "b2" })
        {
            Assert.Equal(SagaStatus.Completed, (await stage.SoonAsync(stage.Node.Client[id].WaitAsync(), $"the end of {id}")).Status);
            var entries = (await stage.Node.Client[id].HistoryAsync()).SelectMany(record => record.Entries).ToList();
            Assert.Single(entries.OfType<StepCompleted>());
            Assert.Equal(id == "a" ? 0 : 1, entries.OfType<OwnershipTaken>().Count());
        }

        stage.Called("A1", "a");
        stage.Called("A1 A1", "b");
    }

    // Room is shared by all partitions: what a lost one took is there for the others.
    [Fact]
    public async Task A_lost_partition_gives_back_its_room()
    {
        var (deaf, free) = (new Gate(), new Gate());
        await using var two = await Two.OpenAsync(
            w => w.On("b/A1", Acts.HoldDeaf(deaf), Acts.Ok).On("a1/A1", Acts.Hold(free)).On("a2/A1", Acts.Hold(free)), o => o.MaxInFlight = 2);
        await using var stage = two.Stage;
        await stage.BeginAsync("b");
        await stage.UntilCalledAsync("A1");
        await two.LoseAsync(1);
        await stage.BeginAsync("a1");
        await stage.BeginAsync("a2");
        await stage.UntilCalledAsync("A1", 3);
        free.Open();
        deaf.Open();
        await stage.SoonAsync(stage.Node.Client["a1"].WaitAsync(), "the end of a1");
        await stage.SoonAsync(stage.Node.Client["a2"].WaitAsync(), "the end of a2");
    }

    // The new owner may have read the journal already: a record behind its back fences the instance there.
    [Fact]
    public async Task Nothing_is_appended_to_a_lost_partition()
    {
        var (deaf, load) = (new Gate(), new Gate());
        var blocks = false;
        await using var two = await Two.OpenAsync(w => w.On("b/A1", Acts.HoldDeaf(deaf)).On("bsleeps/A1", Acts.Pend(TimeSpan.FromHours(1))));
        await using var stage = two.Stage;
        await stage.BeginAsync("bsleeps");
        await stage.BeginAsync("b");
        await stage.UntilCalledAsync("A1", 2);
        await stage.SettleAsync();

        // A load that takes long holds up the end of the lost engine.
        var loads = 0;
        two.Backings[1].BeforeLoad = _ => blocks && Interlocked.Increment(ref loads) > 1 ? load.Opened : Task.CompletedTask;
        blocks = true;
        var command = stage.Ann("bsleeps").CancelAsync().AsTask();
        await stage.UntilAsync(() => Volatile.Read(ref loads) > 1, "the load of the one that sleeps");
        var lost = two.LoseAsync(1);
        await stage.SettleAsync();
        var before = two.Appends[1].Count;
        deaf.Open();
        await stage.SettleAsync();
        Assert.Equal(before, two.Appends[1].Count);
        load.Open();
        await stage.Guard(lost, "the end of the lost partition's engine");
        await Assert.ThrowsAsync<StoreOwnedException>(() => command.WaitAsync(Faulty.Patience));
        await stage.SettleAsync();
        Assert.Equal(before, two.Appends[1].Count);
    }

    [Fact]
    public async Task An_instance_that_another_writer_goes_on_with_is_not_taken_back_and_the_others_go_on()
    {
        var gate = new Gate();
        await using var two = await Two.OpenAsync(w => w.On("A1", Acts.Hold(gate)));
        await using var stage = two.Stage;
        foreach (var id in new[] { "a", "b", "b2" })
            await stage.BeginAsync(id);
        await stage.UntilCalledAsync("A1", 3);
        var waiter = stage.Node.Client["b"].WaitAsync().AsTask();
        var stored = (await two.Backings[1].Make().LoadAsync("b", 0, CancellationToken.None))!;
        var foreign = new JournalRecord
        {
            Position = stored.Records.Count,
            Previous = stored.Records[^1].Hash,
            Writer = new("other", 7),
            Nonce = 7,
            Time = stage.Time.Now,
            Entries = [new OwnershipTaken([])],
        };
        Assert.Equal(AppendFate.Appended,
            (await two.Backings[1].Make().AppendAsync(new("b", stored.Saga, foreign, new(WorkState.Ready, SagaStatus.Running)))).Fate);
        gate.Open();
        await Assert.ThrowsAsync<SagaUnrunnableException>(() => waiter.WaitAsync(Faulty.Patience));
        await stage.SoonAsync(stage.Node.Client["a"].WaitAsync(), "the end of a");
        await stage.SoonAsync(stage.Node.Client["b2"].WaitAsync(), "the end of b2");
        Assert.NotNull((await stage.Node.Runtime.ListAsync(new InstanceQuery())).Single(one => one.Id == "b").Unrunnable);
        Assert.Equal(["b"], stage.Node.Runtime.Unrunnable.Keys);

        // Nor is it given up behind the back of whoever works on it.
        await Assert.ThrowsAsync<SagaUnrunnableException>(async () => await stage.Ann("b").AbandonAsync());
        await stage.PassSecondsAsync(100);
        stage.Called("A1", "b");
        Assert.Equal(stored.Records.Count + 1, (await two.Backings[1].Make().LoadAsync("b", 0, CancellationToken.None))!.Records.Count);
    }

    [Fact]
    public async Task A_runtime_stops_with_a_partition_lost()
    {
        var gate = new Gate();
        await using var two = await Two.OpenAsync(w => w.On("A1", Acts.Hold(gate)));
        await using var stage = two.Stage;
        await stage.BeginAsync("a");
        await stage.BeginAsync("b");
        await two.LoseAsync(1);
        var stop = stage.Node.Runtime.StopAsync(TimeSpan.Zero);
        await stage.Guard(stop, "the stop");
        await stage.Guard(stage.Node.Runtime.StopAsync(), "the second stop");
        two.Acquire(1);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => stage.Node.Client["b"].GetAsync().AsTask());
    }

    private sealed class Two : ISagaPartitions
    {
        private PartitionsOpening? _opening;

        private Two() => Backings = [Backing(0), Backing(1)];

        public HookedBacking[] Backings { get; }

        public ConcurrentQueue<string>[] Appends { get; } = [new(), new()];

        public Stage Stage { get; private set; } = null!;

        public string Description => "two partitions in memory";

        public int Count => 2;

        public static async Task<Two> OpenAsync(Action<World> world, Action<SagaOptions>? configure = null)
        {
            var two = new Two { Stage = Faulty.New(null, Script.Of(1)) };
            world(two.Stage.World);
            await two.Stage.StartAsync(configure: configure, build: b => b.ReplaceStore().UsePartitions(_ => two));
            return two;
        }

        public int Of(string instance) => instance[0] == 'b' ? 1 : 0;

        public async ValueTask OpenAsync(PartitionsOpening opening, CancellationToken cancellationToken)
        {
            _opening = opening;
            for (var i = 0; i < Count; i++)
            {
                var store = Backings[i].Make();
                await store.OpenAsync(new(opening.Node, opening.Time, opening.Logger, _ => { }), cancellationToken);
                Acquire(i);
            }
        }

        public void Acquire(int partition) => _opening!.Acquired(partition, Backings[partition].Make());

        public Task LoseAsync(int partition) => _opening!.Lost(partition, Reason).WaitAsync(Faulty.Patience);

        public ValueTask DisposeAsync() => default;

        private HookedBacking Backing(int partition) => new()
        {
            BeforeAppend = id =>
            {
                Appends[partition].Enqueue(id);
                return Task.CompletedTask;
            },
        };
    }
}
