using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SagaDsl.Definition;

namespace SagaDsl.Tests.Faults;

/// <summary>What a call leaves behind on its thread, holds, or must give back.</summary>
public sealed class Leaks
{
    private static readonly AsyncLocal<string?> Ambient = new();

    // Fault 34
    [Theory, InlineData(1), InlineData(8)]
    public async Task What_a_synchronous_step_sets_on_its_thread_is_not_seen_by_the_next(int instances)
    {
        var seen = new List<(string?, string, string?)>();
        // Of a culture that every machine has.
        var foreign = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        foreign.NumberFormat.NegativeSign = "minus ";
        var definition = CodeDefinition.Of<Order, int>("ambient", 3, call =>
        {
            lock (seen)
                seen.Add((Ambient.Value, CultureInfo.CurrentCulture.NumberFormat.NegativeSign, Activity.Current?.OperationName));
            Ambient.Value = $"{call.Context.InstanceId}/{call.Step}";
            CultureInfo.CurrentCulture = foreign;
            new Activity("a step's own").Start();
            return call is { Step: "3", IsUndo: false } ? throw new StepRejectedException("back again") : new ValueTask<object?>(1);
        });
        var (sign, activity) = (CultureInfo.CurrentCulture.NumberFormat.NegativeSign, Activity.Current?.OperationName);
        await using var stage = Faulty.New();
        await stage.StartCodeAsync(b => b.AddCode<Order, int>(definition));
        for (var i = 0; i < instances; i++)
            Assert.Equal(SagaStatus.Compensated, (await stage.RunCodeAsync<Order, int>($"{i}", new Order("1"))).Status);
        Assert.Equal(instances * 5, seen.Count);
        Assert.All(seen, s => Assert.Equal((null, sign, activity), s));
        Assert.Null(Ambient.Value);
    }

    // Fault 35
    [Theory, InlineData(false), InlineData(true)]
    public async Task A_scope_whose_disposal_throws_changes_no_outcome_and_is_logged(bool asynchronously)
    {
        var (log, calls) = (new TestLog(), new List<string>());
        Grumpy.Throws = false;
        var services = new ServiceCollection().AddLogging(l => l.AddProvider(log));
        if (asynchronously)
            services.AddScoped<Grumpy, GrumpyLater>();
        else
            services.AddScoped<Grumpy, GrumpyNow>();
        var definition = CodeDefinition.Of<Order, int>("grumpy", 2, call =>
        {
            lock (calls)
                calls.Add((call.IsUndo ? "C" : "A") + call.Step);
            return call is { Step: "2", IsUndo: false } && call.Context.InstanceId == "rejected"
                ? throw new StepRejectedException("sold out")
                : new ValueTask<object?>(1);
        }, construct: s => s.GetRequiredService<Grumpy>(), needsServices: true);
        await using var stage = Faulty.New();
        await stage.StartCodeAsync(b => b.AddCode<Order, int>(definition).UseServices(services.BuildServiceProvider()));
        Grumpy.Throws = true;

        Assert.Equal(SagaStatus.Completed, (await stage.RunCodeAsync<Order, int>("fine", new Order("1"))).Status);
        Assert.Equal("A1 A2", string.Join(' ', calls));
        Assert.Contains(log.Lines, l => l.Exception is GrumpyException && l.Level >= LogLevel.Warning);

        calls.Clear();
        var outcome = await stage.RunCodeAsync<Order, int>("rejected", new Order("1"));
        Assert.Equal((FailureCause.Rejected, "sold out"), (outcome.Failure!.Cause, outcome.Failure.Message));
        Assert.Equal("A1 A2 C1", string.Join(' ', calls));
    }

    // Fault 37, last sentence
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_saga_class_is_disposed_of_after_each_call_that_it_was_made_for(bool asynchronously, bool needsServices)
    {
        var made = new List<Disposed>();
        var definition = CodeDefinition.Of<Order, int>("disposable", 2, async call =>
        {
            var saga = (Disposed)call.Saga;
            Assert.Equal(0, saga.Times);
            await Task.Yield();
            Assert.Equal(0, saga.Times);
            return call is { Step: "2", IsUndo: false } ? throw new StepRejectedException("back") : 1;
        }, construct: _ =>
        {
            var saga = asynchronously ? (Disposed)new DisposedLater() : new DisposedNow();
            lock (made)
                made.Add(saga);
            return saga;
        }, needsServices: needsServices);
        await using var stage = Faulty.New();
        await stage.StartCodeAsync(b => b.AddCode<Order, int>(definition).UseServices(new ServiceCollection().BuildServiceProvider()));
        Assert.Equal(SagaStatus.Compensated, (await stage.RunCodeAsync<Order, int>(Scenes.Id, new Order("1"))).Status);
        await stage.UntilAsync(() => made.TrueForAll(m => m.Times == 1), "every object was disposed of once");

        // The trial at the start, two actions, one compensation.
        Assert.Equal(4, made.Count);
    }

    // Fault 37, last sentence: and one whose disposal throws changes nothing.
    [Fact]
    public async Task A_saga_class_whose_disposal_throws_changes_no_outcome()
    {
        var armed = false;
        var definition =
            CodeDefinition.Of<Order, int>("disposable", 2,
                static call => call is { Step: "2", IsUndo: false } ? throw new StepRejectedException("back") : new(1), construct: _ =>
                new DisposedNow { Throws = Volatile.Read(ref armed) });
        await using var stage = Faulty.New();
        await stage.StartCodeAsync(b => b.AddCode<Order, int>(definition));
        Volatile.Write(ref armed, true);
        var outcome = await stage.RunCodeAsync<Order, int>(Scenes.Id, new Order("1"));
        Assert.Equal((FailureCause.Rejected, "back"), (outcome.Failure!.Cause, outcome.Failure.Message));
    }

    // Fault 37, last sentence
    [Fact]
    public async Task A_saga_class_without_constructor_arguments_is_tried_at_the_start_too()
    {
        var definition = CodeDefinition.Of<Order, int>("broken", 1, construct: static _ => throw new InvalidOperationException("The constructor is broken."));
        await using var stage = Faulty.New();
        var error = await Assert.ThrowsAsync<SagaDefinitionException>(() => stage.StartCodeAsync(b => b.AddCode<Order, int>(definition)));
        Assert.Contains("'broken'", error.Message);
        Assert.Contains("The constructor is broken.", error.Message);
    }

    // Fault 7
    [Fact]
    public async Task Who_locks_the_context_of_a_call_blocks_no_one()
    {
        var (locked, release) = (new Gate(), new Gate());
        var saga = new Script().Step(timeout: TimeSpan.FromSeconds(5), retry: Retries.Times(1));
        await using var stage = await Faulty.OpenAsync(saga, w => w.On($"{Scenes.Id}/A1", Acts.Await(async call =>
        {
            new Thread(() =>
            {
                lock (call.Context)
                {
                    locked.Open();
                    release.Opened.Wait(TimeSpan.FromSeconds(30));
                }
            }).Start();
            await release.Opened;
        })), o => o.CancellationGrace = TimeSpan.FromSeconds(30));
        await stage.BeginAsync();
        await stage.Guard(locked.Opened, "the lock");
        try
        {
            // On a thread of its own: what would block, would block this one.
            await Task.Run(async () =>
            {
                await stage.AttentionAsync();
                Assert.True((await stage.SoonAsync(stage.Ann().TreatAsEndedAsync(stage.Ref("1")), "an answer")).IsAccepted);
                Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
                Assert.Equal(SagaStatus.Completed, (await stage.RunAsync("other")).Status);
            }).WaitAsync(Faulty.Patience);
        }
        finally
        {
            release.Open();
        }
    }
}

public sealed class GrumpyException() : Exception("It does not want to go.");

public abstract class Grumpy
{
    public static bool Throws { get; set; }

    protected static void Go()
    {
        if (Throws)
            throw new GrumpyException();
    }
}

public sealed class GrumpyNow : Grumpy, IDisposable
{
    public void Dispose() => Go();
}

public sealed class GrumpyLater : Grumpy, IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Task.Yield();
        Go();
    }
}

public abstract class Disposed
{
    private int _times;

    public int Times => Volatile.Read(ref _times);

    public bool Throws { get; init; }

    protected void Count()
    {
        Interlocked.Increment(ref _times);
        if (Throws)
            throw new GrumpyException();
    }
}

public sealed class DisposedNow : Disposed, IDisposable
{
    public void Dispose() => Count();
}

public sealed class DisposedLater : Disposed, IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Task.Yield();
        Count();
    }
}
