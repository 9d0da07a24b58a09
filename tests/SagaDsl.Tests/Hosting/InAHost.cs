using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using SagaDsl.Definition;

namespace SagaDsl.Tests.HostingTests;

/// <summary>Sagas in a host: lifetime, services, health, telemetry.</summary>
public class InAHost
{
    [Fact]
    public async Task A_host_starts_and_stops_the_runtime_and_injects_the_client()
    {
        using var host = Host(new Tally());
        await host.StartAsync();
        var client = host.Services.GetRequiredService<ServedClient>();
        Assert.Equal(SagaStatus.Completed, (await client.RunAsync("1")).Status);
        Assert.Same(host.Services.GetRequiredService<SagaRuntime>(), host.Services.GetRequiredService<SagaRuntime>());
        await host.StopAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await client.StartAsync("2"));
    }

    [Fact]
    public async Task Each_step_execution_has_a_scope_of_its_own_that_is_disposed_of()
    {
        var tally = new Tally { RejectAt = 1 };
        using var host = Host(tally);
        await host.StartAsync();
        Assert.Equal(SagaStatus.Compensated, (await host.Services.GetRequiredService<ServedClient>().RunAsync("1")).Status);

        // Two actions and one compensation, and before them the trial at the start.
        Assert.Equal(4, tally.Made);
        Assert.Equal(4, tally.Disposed);
        Assert.Equal(["blue none", "blue none", "blue none"], tally.Saw);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_service_that_is_missing_in_a_host_is_found_at_its_start()
    {
        var builder = new HostApplicationBuilder();
        builder.Services.AddSingleton(new Tally());
        builder.Services.AddSagas(s => Served.Add(s.UseMemory()));
        using var host = builder.Build();
        Assert.Contains(nameof(Scoped), (await Assert.ThrowsAsync<SagaDefinitionException>(() => host.StartAsync())).Message);
    }

    [Fact]
    public async Task The_health_check_tells_running_from_stopped_and_finds_what_is_suspended()
    {
        var tally = new Tally { RejectAt = -1 };
        using var host = Host(tally);
        var health = host.Services.GetRequiredService<HealthCheckService>();
        Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync()).Status);
        await host.StartAsync();
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);

        tally.Hold = new Gate();
        var client = host.Services.GetRequiredService<ServedClient>();
        var handle = await client.StartAsync("1");
        Assert.True((await handle.As("ann", "looking").SuspendAsync()).IsAccepted);
        Assert.Equal(HealthStatus.Degraded, (await health.CheckHealthAsync()).Status);
        tally.Hold.Open();
        Assert.True((await handle.As("ann", "seen").ResumeAsync()).IsAccepted);
        await handle.WaitAsync();
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);
        await host.StopAsync();
        Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync()).Status);
    }

    [Fact]
    public async Task A_service_that_nobody_registered_is_found_before_anything_starts()
    {
        var refused = await Assert.ThrowsAsync<SagaDefinitionException>(() => SagaRuntime.StartAsync(sagas => Served.Add(sagas)));
        Assert.Contains("cannot be constructed", refused.Message);
        Assert.Contains("UseServices", refused.Message);
    }

    [Fact]
    public async Task Spans_and_counters_of_a_run()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "SagaDsl",
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (spans)
                    spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        var counts = new Dictionary<string, long>();
        using var meters =
            new MeterListener { InstrumentPublished = (instrument, l) => { if (instrument.Meter.Name == "SagaDsl") l.EnableMeasurementEvents(instrument); } };
        meters.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
        {
            lock (counts)
                counts[instrument.Name] = counts.GetValueOrDefault(instrument.Name) + value;
        });
        meters.Start();

        await using var stage = await Scenes.OpenAsync(Script.Of(2), w => w.On("A2", Acts.Reject()));
        await stage.RunAsync("traced");
        await stage.UntilAsync(() => { lock (spans) return spans.Count(s => Equals(s.GetTagItem("saga.instance"), "traced")) >= 3; },
            "three calls were traced");

        lock (spans)
            Assert.Equal(["1", "1", "2"],
                spans.Where(s => Equals(s.GetTagItem("saga.instance"), "traced") && s.GetTagItem("saga.step") is not null)
                .Select(s => (string)s.GetTagItem("saga.step")!).Order());
        await stage.UntilAsync(() => { lock (spans) return spans.Any(IsSaga); }, "the saga itself was traced");
        lock (spans)
        {
            var saga = spans.Single(IsSaga);
            Assert.Equal(("scripted", ActivityStatusCode.Error, "Compensated"), (saga.OperationName, saga.Status, saga.GetTagItem("saga.status")));
            Assert.All(spans.Where(s => Equals(s.GetTagItem("saga.instance"), "traced") && s != saga), call => Assert.Equal(saga.SpanId, call.ParentSpanId));
        }

        lock (counts)
        {
            Assert.Equal((1, 1, 3), (counts["sagadsl.sagas.started"], counts["sagadsl.sagas.ended"], counts["sagadsl.calls"]));
            Assert.Equal(4, counts["sagadsl.records"]);
        }
    }

    private static bool IsSaga(Activity span) => Equals(span.GetTagItem("saga.instance"), "traced") && span.GetTagItem("saga.step") is null;

    private static IHost Host(Tally tally)
    {
        var builder = new HostApplicationBuilder();
        builder.Services.AddSingleton(tally);
        builder.Services.AddScoped<Scoped>();
        builder.Services.AddKeyedSingleton("paint", "blue");
        builder.Services.AddSagas(s => Served.Add(s.UseMemory()));
        builder.Services.AddHealthChecks().AddSagaHealthCheck();
        return builder.Build();
    }
}

public sealed class Tally
{
    public int Made;
    public int Disposed;
    public int RejectAt = -1;
    public Gate? Hold;

    public List<string> Saw { get; } = [];
}

public sealed class Scoped : IDisposable
{
    private readonly Tally _tally;

    public Scoped(Tally tally) => Interlocked.Increment(ref (_tally = tally).Made);

    public void Dispose() => Interlocked.Increment(ref _tally.Disposed);
}

public sealed class Served(Tally tally, Scoped scoped, string paint, Version? none)
{
    public async ValueTask<object?> RunAsync(int step, bool isUndo)
    {
        _ = scoped;
        lock (tally.Saw)
            tally.Saw.Add($"{paint} {none?.ToString() ?? "none"}");
        if (tally.Hold is { } gate)
            await gate.Opened;
        return !isUndo && step == tally.RejectAt ? throw new StepRejectedException("no") : null;
    }

    public static void Add(SagaBuilder sagas)
    {
        var definition = new ServedDefinition
        {
            Contract = 1,
            Name = "served",
            NeedsServices = true,
            Methods = [new() { Name = "Do1" }, new() { Name = "Undo1" }, new() { Name = "Do2" }, new() { Name = "Undo2" }],
            Steps = [new() { Name = "1", Action = 0, Compensation = 1 }, new() { Name = "2", Action = 2, Compensation = 3, After = [0] }],
        };
        sagas.Add(definition, ScriptedJson.Default, runtime => new ServedClient(runtime, definition));
    }
}

public sealed class ServedDefinition : SagaDefinition<Served>
{
    public override Served New(IServiceProvider services) => new(
        services.GetRequiredService<Tally>(), services.GetRequiredService<Scoped>(), services.GetRequiredKeyedService<string>("paint"),
        services.GetService<Version>());

    public override ValueTask<object?> Invoke(Served saga, int method, StepValues values, StepContext context) => saga.RunAsync(method / 2, method % 2 == 1);
}

public sealed class ServedClient(SagaRuntime runtime, SagaDefinition definition) : SagaClient(runtime, definition);
