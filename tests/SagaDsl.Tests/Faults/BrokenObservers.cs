using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SagaDsl.Tests.Faults;

/// <summary>A logger or a listener that throws harms no saga.</summary>
public sealed class BrokenObservers
{
    public static TheoryData<string, bool> Plots
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var plot in new[] { "completed", "attention", "suspended", "append lost", "not loaded", "not moved", "late result" })
            {
                data.Add(plot, false);
                data.Add(plot, true);
            }

            return data;
        }
    }

    // Fault 4
    [Theory, MemberData(nameof(Plots))]
    public async Task A_logger_that_throws_harms_no_saga(string plot, bool always)
    {
        var log = new BrokenLog { Throws = always };
        await PlayAsync(plot, () => log.Throws = true, log.Services());
        Assert.InRange(log.Asked, always ? 1 : 0, 1000);
    }

    // Fault 4
    [Theory, InlineData("sample"), InlineData("started"), InlineData("stopped")]
    public async Task A_listener_to_spans_that_throws_harms_no_saga(string where)
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "SagaDsl",
            Sample = (ref _) => where == "sample" ? throw new BrokenException() : ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = _ => { if (where == "started") throw new BrokenException(); },
            ActivityStopped = _ => { if (where == "stopped") throw new BrokenException(); },
        };
        ActivitySource.AddActivityListener(listener);
        foreach (var plot in new[] { "completed", "attention", "suspended" })
            await PlayAsync(plot, () => { }, null);
    }

    // Fault 4
    [Fact]
    public async Task A_listener_to_metrics_that_throws_harms_no_saga()
    {
        using var meters =
            new MeterListener { InstrumentPublished = (instrument, l) => { if (instrument.Meter.Name == "SagaDsl") l.EnableMeasurementEvents(instrument); } };
        meters.SetMeasurementEventCallback<long>((_, _, _, _) => throw new BrokenException());
        meters.SetMeasurementEventCallback<double>((_, _, _, _) => throw new BrokenException());
        meters.Start();
        foreach (var plot in new[] { "completed", "attention", "suspended" })
            await PlayAsync(plot, () => { }, null);
    }

    // Each makes the engine log or measure something else, and ends well.
    private static async Task PlayAsync(string plot, Action arm, IServiceProvider? services)
    {
        var backing = new HookedBacking();
        var saga = plot == "suspended" ? new Script().Step(atMostOnce: true).Step() : Script.Of(2, Retries.EverySecond);
        var undone = plot is "attention";
        await using var stage = await Faulty.OpenAsync(
            saga,
            w => w.On("A1", plot switch
            {
                "suspended" => [Acts.Fail()],
                "not loaded" => [Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok],
                "not moved" => [Acts.Pend(TimeSpan.FromMinutes(1)), Acts.Pend(TimeSpan.FromMinutes(1)), Acts.Ok],
                "late result" => [Acts.HoldDeaf(new Gate()), Acts.Ok],
                _ => [Acts.Ok],
            }).On("A2", undone ? Acts.Reject() : Acts.Ok).On("C1", [.. Enumerable.Repeat(Acts.Fail(), 8), Acts.Ok]),
            build: b => _ = services is null ? b : b.UseServices(services), backing: backing,
            faults: n => plot == "append lost" && n == 2 ? AppendFault.LoseBefore : AppendFault.None);
        arm();
        await stage.BeginAsync();
        switch (plot)
        {
            case "suspended":
                await stage.UntilWorkAsync(Scenes.Id, WorkState.Suspended);
                Assert.True((await stage.SoonAsync(stage.Ann().SupplyAsync(stage.Ref("1"), new StepValue("1", "k")), "an answer")).IsAccepted);
                break;
            case "not loaded":
                await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
                await stage.SettleAsync();
                var failing = 3;
                backing.BeforeLoad = _ => --failing >= 0 ? throw new StoreUnavailableException("The disk is away.") : Task.CompletedTask;
                await stage.PassAsync(TimeSpan.FromHours(2));
                backing.BeforeLoad = static _ => Task.CompletedTask;
                break;
            case "late result":
                await stage.UntilCalledAsync("A1");
                await stage.DriveAsync(stage.Node.Runtime.StopAsync(TimeSpan.FromSeconds(1)));
                Assert.True(stage.Node.Store.IsClosed);
                await stage.StartAsync(build: b => _ = services is null ? b : b.UseServices(services));
                break;
        }

        Assert.Equal(undone ? SagaStatus.Compensated : SagaStatus.Completed, (await stage.EndAsync()).Status);
        Assert.InRange(backing.Loads, 0, 60);
        await stage.Guard(stage.DriveAsync(stage.Node.Runtime.StopAsync()), "the stop");
        Assert.True(stage.Node.Store.IsClosed);
    }
}

public sealed class BrokenException() : Exception("An observer is broken.");

/// <summary>A logger of which everything throws, from some moment on.</summary>
public sealed class BrokenLog : ILoggerProvider, ILogger, ILoggerFactory
{
    private volatile bool _throws;
    private int _asked;

    public bool Throws { get => _throws; set => _throws = value; }

    /// <summary>How often it was asked to log.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public IServiceProvider Services() => new ServiceCollection().AddSingleton<ILoggerFactory>(this).BuildServiceProvider();

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => Throws ? throw new BrokenException() : null;

    public bool IsEnabled(LogLevel logLevel) => Throws ? throw new BrokenException() : true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Interlocked.Increment(ref _asked);
        if (Throws)
            throw new BrokenException();
    }

    public void Dispose()
    {
    }
}
