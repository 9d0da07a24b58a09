using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SagaDsl.Definition;
using SagaDsl.TestKit.Time;

namespace SagaDsl.Tests.HostingTests;

/// <summary>How a runtime is put together from an application's services, and from several calls.</summary>
public class Composition
{
    [Fact]
    public async Task Calls_of_AddSagas_add_up_to_one_runtime()
    {
        var services = new ServiceCollection();
        services.AddSagas(s => Plain.Add(s, "one").UseMemory());
        services.AddSagas(s => Plain.Add<SecondPlainClient>(s, "two", (r, d) => new(r, d)));
        await using var provider = await StartedAsync(services);
        Assert.Single(provider.GetServices<SagaRuntime>());
        Assert.True((await provider.GetRequiredService<PlainClient>().RunAsync("1")).IsCompleted);
        Assert.True((await provider.GetRequiredService<SecondPlainClient>().RunAsync("2")).IsCompleted);
    }

    [Fact]
    public void The_same_saga_twice_and_a_second_store_are_refused_with_a_word()
    {
        var services = new ServiceCollection();
        var definition = Plain.Definition("one");
        services.AddSagas(s => s.UseMemory().Add(definition, ScriptedJson.Default, r => new PlainClient(r, definition)));
        Assert.Contains("added twice",
            Assert.Throws<SagaDefinitionException>(() =>
                services.AddSagas(s => s.Add(definition, ScriptedJson.Default, r => new PlainClient(r, definition)))).Message);
        Assert.Contains("ReplaceStore()", Assert.Throws<InvalidOperationException>(() => services.AddSagas(s => s.UseSqlite("sagas.db"))).Message);
    }

    [Fact]
    public async Task A_test_host_replaces_the_store_after_the_application()
    {
        var services = new ServiceCollection();
        services.AddSagas(s => Plain.Add(s, "one").UseSqlite("/there/is/no/such/folder/sagas.db"));
        // What ConfigureTestServices of a WebApplicationFactory does.
        services.AddSagas(s => s.ReplaceStore().UseMemory());
        await using var provider = await StartedAsync(services);
        Assert.True((await provider.GetRequiredService<PlainClient>().RunAsync("1")).IsCompleted);
    }

    [Fact]
    public async Task Options_of_the_container_are_taken_and_the_last_word_counts()
    {
        var services = new ServiceCollection();
        services.AddSingleton(new Limits(7));
        services.Configure<SagaOptions>(o => (o.MaxPayloadBytes, o.MaxInFlight, o.MaxConcurrentCalls) = (1, 1, 1));
        services.AddSagas(s => Plain.Add(s, "one").UseMemory().Configure((o, provider) => o.MaxInFlight = provider.GetRequiredService<Limits>().InFlight)
            .Configure(o => o.MaxPayloadBytes = 2));
        services.Configure<SagaOptions>(o => o.MaxPayloadBytes = 3);
        await using var provider = await StartedAsync(services);
        var options = provider.GetRequiredService<IOptions<SagaOptions>>().Value;
        Assert.Equal((3, 7, 1), (options.MaxPayloadBytes, options.MaxInFlight, options.MaxConcurrentCalls));
        Assert.True((await provider.GetRequiredService<PlainClient>().RunAsync("1")).IsCompleted);
    }

    [Fact]
    public async Task Options_that_the_container_was_given_wrong_are_refused()
    {
        var services = new ServiceCollection();
        services.Configure<SagaOptions>(o => o.MaxInFlight = 0);
        services.AddSagas(s => Plain.Add(s, "one").UseMemory());
        await using var provider = services.BuildServiceProvider();
        Assert.Contains("MaxInFlight", Assert.Throws<ArgumentException>(() => provider.GetRequiredService<SagaRuntime>()).Message);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_clock_of_the_container_is_taken_unless_the_option_names_one(bool named)
    {
        var (registered, option) = (new VirtualTime(), new VirtualTime());
        option.Advance(TimeSpan.FromDays(400));
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(registered);
        services.AddSagas(s => Plain.Add(s, "one").UseMemory().Configure(o => o.TimeProvider = named ? option : null));
        await using var provider = await StartedAsync(services);
        var client = provider.GetRequiredService<PlainClient>();
        await client.RunAsync("1");
        Assert.Equal((named ? option : registered).GetUtcNow(), (await client["1"].HistoryAsync())[0].Time);
    }

    [Fact]
    public async Task Without_a_host_the_clock_of_the_services_given_is_taken()
    {
        var time = new VirtualTime();
        await using var provider = new ServiceCollection().AddSingleton<TimeProvider>(time).BuildServiceProvider();
        await using var runtime = await SagaRuntime.StartAsync(s => Plain.Add(s, "one").UseMemory().UseServices(provider));
        await runtime.Client<PlainClient>().RunAsync("1");
        Assert.Equal(time.GetUtcNow(), (await runtime.Instance("1").HistoryAsync())[0].Time);
    }

    [Fact]
    public async Task A_store_is_made_from_the_services()
    {
        var folder = Directory.CreateTempSubdirectory("sagadsl-tests-");
        var services = new ServiceCollection();
        services.AddSingleton(folder);
        services.AddSagas(s => Plain.Add(s, "one").UseSqlite(provider => Path.Combine(provider.GetRequiredService<DirectoryInfo>().FullName, "named.db")));
        await using (var provider = await StartedAsync(services))
            Assert.True((await provider.GetRequiredService<PlainClient>().RunAsync("1")).IsCompleted);
        Assert.True(File.Exists(Path.Combine(folder.FullName, "named.db")));
        folder.Delete(recursive: true);
    }

    [Theory, InlineData(false, 1), InlineData(true, 0)]
    public async Task A_store_that_nobody_chose_is_warned_of(bool chosen, int warnings)
    {
        using var log = new TestLog();
        var services = new ServiceCollection();
        services.AddLogging(l => l.AddProvider(log));
        services.AddSagas(s => Plain.Add(chosen ? s.UseMemory() : s, "one"));
        await using var provider = await StartedAsync(services);
        Assert.Equal(warnings,
            log.Lines.Count(line => line.Level == LogLevel.Warning && line.Text.Contains("nothing of them survives this process")
                && line.Text.Contains("UseLiteDb")));
        Assert.Equal(warnings, log.Lines.Count(line => line.Level >= LogLevel.Warning));
    }

    private static async Task<ServiceProvider> StartedAsync(IServiceCollection services)
    {
        var provider = services.AddLogging().BuildServiceProvider();
        foreach (var service in provider.GetServices<IHostedService>())
            await service.StartAsync(CancellationToken.None);
        return provider;
    }

    private sealed record Limits(int InFlight);
}

/// <summary>A saga of one step without services.</summary>
public sealed class PlainDefinition(Func<StepContext, ValueTask> act) : SagaDefinition<ScriptedSaga>
{
    public override ScriptedSaga New(IServiceProvider services) => new();

    public override async ValueTask<object?> Invoke(ScriptedSaga saga, int method, StepValues values, StepContext context)
    {
        if (method == 0)
            await act(context);
        return null;
    }
}

public static class Plain
{
    public static PlainDefinition Definition(string name, Func<StepContext, ValueTask>? act = null) => new(act ?? (_ => default))
    {
        Contract = 1,
        Name = name,
        Methods = [new() { Name = "Do" }, new() { Name = "Undo" }],
        Steps = [new() { Name = "1", Action = 0, Compensation = 1 }],
    };

    public static SagaBuilder Add(SagaBuilder sagas, string name, Func<StepContext, ValueTask>? act = null) =>
        Add<PlainClient>(sagas, name, (r, d) => new(r, d), act);

    public static SagaBuilder Add<TClient>(SagaBuilder sagas, string name, Func<SagaRuntime, SagaDefinition, TClient> client,
        Func<StepContext, ValueTask>? act = null) where TClient : class
    {
        var definition = Definition(name, act);
        return sagas.Add(definition, ScriptedJson.Default, runtime => client(runtime, definition));
    }
}

public class PlainClient(SagaRuntime runtime, SagaDefinition definition) : SagaClient(runtime, definition);

public sealed class SecondPlainClient(SagaRuntime runtime, SagaDefinition definition) : PlainClient(runtime, definition);
