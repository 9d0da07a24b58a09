using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SagaDsl.Tests.HostingTests;

/// <summary>When a client can be used in a host, and until when an end is waited for.</summary>
public class Lifetime
{
    public static TheoryData<string> Stores => SagaDsl.Tests.Stores.All;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_hosted_service_uses_a_client_from_its_start_to_its_stop_wherever_it_is_registered(string store)
    {
        await using var backing = SagaDsl.Tests.Stores.Open(store);
        var builder = new HostApplicationBuilder();
        builder.Services.AddHostedService<UsesAClient>();
        builder.Services.AddSagas(s => Plain.Add(s, "one").UseStore(backing.Make));
        using var host = builder.Build();
        await host.StartAsync();
        await host.StopAsync();
        var used = host.Services.GetServices<IHostedService>().OfType<UsesAClient>().Single();
        Assert.Equal((SagaStatus.Completed, SagaStatus.Completed), (used.AtItsStart, used.AtItsStop));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_client_used_before_the_runtime_has_started_says_so_on_every_store(string store)
    {
        await using var backing = SagaDsl.Tests.Stores.Open(store);
        var builder = new HostApplicationBuilder();
        builder.Services.AddSagas(s => Plain.Add(s, "one").UseStore(backing.Make));
        using var host = builder.Build();
        var (client, runtime) = (host.Services.GetRequiredService<PlainClient>(), host.Services.GetRequiredService<SagaRuntime>());
        Func<Task>[] uses =
        [
            async () => await client.StartAsync("1"),
            async () => await client.RunAsync("1"),
            async () => await client["1"].WaitAsync(),
            async () => await runtime.Instance("1").GetAsync(),
            async () => await runtime.Instance("1").As("ann", "why").CancelAsync(),
            async () => await runtime.ListAsync(new()),
        ];
        foreach (var use in uses)
            Assert.Contains("has not started yet", (await Assert.ThrowsAsync<InvalidOperationException>(use)).Message);
        await host.StartAsync();
        Assert.True((await client.RunAsync("1")).IsCompleted);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_client_of_a_runtime_that_could_not_start_says_why()
    {
        var builder = new HostApplicationBuilder();
        builder.Services.AddSagas(s => Served.Add(s.UseMemory()));
        using var host = builder.Build();
        await Assert.ThrowsAsync<SagaDsl.Definition.SagaDefinitionException>(() => host.StartAsync());
        var client = host.Services.GetRequiredService<ServedClient>();
        Assert.Contains("cannot be constructed", (await Assert.ThrowsAsync<InvalidOperationException>(async () => await client.StartAsync("1"))).Message);
    }

    [Fact]
    public async Task Waiting_ends_when_the_application_stops_and_the_instance_goes_on_with_the_next_start()
    {
        await using var backing = SagaDsl.Tests.Stores.Open(SagaDsl.Tests.Stores.Sqlite);
        var opened = new Gate();
        using (var host = Host())
        {
            await host.StartAsync();
            var client = host.Services.GetRequiredService<PlainClient>();
            var running = client.RunAsync("running").AsTask();
            var pending = client.RunAsync("pending").AsTask();
            while ((await client["pending"].GetAsync()).Work != WorkState.Due)
                await Task.Yield();
            var waiting = client["running"].WaitAsync().AsTask();

            host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            foreach (var waiter in (Task[])[running, pending, waiting])
                Assert.Contains("not lost", (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiter)).Message);

            // Between the signal and the stop the runtime answers; only waiting is over.
            Assert.Contains("not lost", (await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await client["running"].WaitAsync())).Message);
            Assert.Contains("not lost", (await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await client.RunAsync("late"))).Message);
            Assert.Equal(SagaStatus.Running, (await client["running"].GetAsync()).Status);
            await host.StopAsync();
        }

        opened.Open();
        using (var host = Host())
        {
            await host.StartAsync();
            var client = host.Services.GetRequiredService<PlainClient>();
            foreach (var id in (string[])["running", "late", "pending"])
                Assert.True((await client[id].WaitAsync()).IsCompleted);
            await host.StopAsync();
        }

        IHost Host()
        {
            var builder = new HostApplicationBuilder();
            builder.Services.AddSagas(s => Plain.Add(s, "one", Act).UseStore(backing.Make).Configure(o => o.ShutdownTimeout = TimeSpan.FromMilliseconds(50)));
            return builder.Build();
        }

        async ValueTask Act(StepContext step)
        {
            if (step.InstanceId == "pending" && !opened.Opened.IsCompleted)
                throw new StepPendingException(TimeSpan.FromMilliseconds(20));
            await opened.Opened.WaitAsync(step.CancellationToken);
        }
    }

    private sealed class UsesAClient(IServiceProvider services) : IHostedService
    {
        public SagaStatus? AtItsStart { get; private set; }

        public SagaStatus? AtItsStop { get; private set; }

        public async Task StartAsync(CancellationToken cancellationToken) =>
            AtItsStart = (await services.GetRequiredService<PlainClient>().RunAsync("at its start", cancellationToken)).Status;

        public async Task StopAsync(CancellationToken cancellationToken)
        {
            var client = services.GetRequiredService<PlainClient>();
            await client.StartAsync("at its stop", cancellationToken);
            while ((AtItsStop = (await client["at its stop"].GetAsync(cancellationToken)).Status) == SagaStatus.Running)
                await Task.Yield();
        }
    }
}
