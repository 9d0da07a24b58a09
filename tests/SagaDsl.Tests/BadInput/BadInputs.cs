using System.Text.Json.Serialization;
using SagaDsl.Definition;

namespace SagaDsl.Tests.BadInputTests;

/// <summary>Wrong input of every kind: a typed, readable error each, and nothing lost.</summary>
public class BadInputs
{
    public static TheoryData<string> Ids => ["", new string('x', 201), "a\nb", "a\0b", "tab\t"];

    [Theory, MemberData(nameof(Ids))]
    public async Task An_id_that_cannot_be_one(string id)
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await stage.Node.Client.StartAsync(id, new Order("1")));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await stage.Node.Client.RunAsync(id, new Order("1")));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await stage.Node.Client[id].WaitAsync());
        Assert.Empty(stage.Ledger.Lines);
    }

    [Theory, InlineData(1), InlineData(200)]
    public async Task An_id_of_any_allowed_length(int length)
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1));
        Assert.Equal(SagaStatus.Completed, (await stage.RunAsync(new string('ü', length))).Status);
    }

    [Fact]
    public async Task A_null_id_and_a_null_input()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await stage.Node.Client.StartAsync(null!, new Order("1")));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await stage.Node.Client.StartAsync("1", null!));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await stage.Node.Client.RunAsync("1", null!));
        Assert.Empty(stage.Ledger.Lines);
    }

    [Fact]
    public async Task An_input_larger_than_the_limit()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1), configure: o => o.MaxPayloadBytes = 1000);
        var error = await Assert.ThrowsAsync<PayloadTooLargeException>(async () => await stage.Node.Client.StartAsync("1", new Order(new string('x', 2000))));
        Assert.Contains("MaxPayloadBytes", error.Message);
        Assert.Equal(SagaStatus.Completed, (await stage.RunAsync("1")).Status);
    }

    [Fact]
    public async Task An_input_that_cannot_be_written()
    {
        await using var stage = new Stage(Script.Of(1));
        await stage.StartAsync(build: Touchy.Add);
        var client = stage.Node.Runtime.Client<TouchyClient>();
        var error = await Assert.ThrowsAsync<PayloadNotSerializableException>(async () => await client.StartAsync("1", new Touchy("no") { Refuses = true }));
        Assert.Contains("touchy", error.Message);
        Assert.NotNull(error.InnerException);
        Assert.True((await stage.DriveAsync(client.RunAsync("1", new Touchy("yes")))).IsCompleted);
    }

    [Fact]
    public async Task An_input_that_can_be_written_and_not_read()
    {
        await using var stage = new Stage(Script.Of(1));
        var definition =
            new TouchyDefinition { Contract = 1, Name = "one-way", InputType = typeof(OneWay), Methods = [new() { Name = "Only" }],
                Steps = [new() { Name = "only", Action = 0 }] };
        await stage.StartAsync(build: b => b.Add(definition, TouchyJson.Default, runtime => new OneWayClient(runtime, definition)));
        var client = stage.Node.Runtime.Client<OneWayClient>();
        var error = await Assert.ThrowsAsync<PayloadNotSerializableException>(async () => await client.StartAsync("1", new OneWay(0) { Number = -1 }));
        Assert.Contains("Nothing was started", error.Message);
        Assert.Contains("A number is not negative", error.Message);
        await Assert.ThrowsAsync<SagaNotFoundException>(async () => await client["1"].GetAsync());
        Assert.True((await stage.DriveAsync(client.RunAsync("1", new OneWay(1)))).IsCompleted);
    }

    [Fact]
    public async Task An_actor_or_a_reason_with_half_a_surrogate_pair()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1));
        var handle = stage.Node.Runtime.Instance("1");
        foreach (var text in (string[])["\ud83d", "ann \ude00 smith"])
        {
            Assert.Contains("surrogate", Assert.Throws<ArgumentException>("actor", () => handle.As(text, "why")).Message);
            Assert.Contains("surrogate", Assert.Throws<ArgumentException>("reason", () => handle.As("ann", text)).Message);
        }

        handle.As("ann \ud83d\ude00", "\ud83d\ude00");
        Assert.Throws<ArgumentException>("actor", () => handle.As(" ", "why"));
    }

    [Fact]
    public async Task Waiting_through_the_client_of_another_saga()
    {
        await using var stage = new Stage(Script.Of(1), new Script("second").Step());
        stage.World.On("first/A1", Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok);
        await stage.StartAsync();
        await stage.BeginAsync("first");
        var early = await Assert.ThrowsAsync<SagaIdConflictException>(async () => await stage.Node.Second["first"].WaitAsync());
        Assert.Contains("'scripted', not of 'second'", early.Message);
        var right = stage.Node.Client["first"].WaitAsync();
        await stage.UntilWorkAsync("first", WorkState.Due);
        await Assert.ThrowsAsync<SagaIdConflictException>(async () => await stage.Node.Second["first"].WaitAsync());
        Assert.True((await stage.DriveAsync(right)).IsCompleted);
        await Assert.ThrowsAsync<SagaIdConflictException>(async () => await stage.Node.Second["first"].WaitAsync());
        Assert.True((await stage.Node.Runtime.Instance("first").WaitAsync()).IsCompleted);
    }

    [Fact]
    public async Task A_time_to_stop_within_that_is_none()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1));
        Assert.Throws<ArgumentOutOfRangeException>("within", () => { _ = stage.Node.Runtime.StopAsync(TimeSpan.FromSeconds(-1)); });
        Assert.Equal(SagaStatus.Completed, (await stage.RunAsync("1")).Status);
    }

    [Fact]
    public async Task A_supplied_result_that_cannot_be_written()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok));
        await stage.BeginAsync();
        await stage.UntilWorkAsync(Scenes.Id, WorkState.Due);
        await Assert.ThrowsAsync<PayloadNotSerializableException>(async () => await stage.Ann()
            .SupplyAsync(stage.Ref("1"), new StepValue("1", "k") { CannotBeWritten = true }));
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync()).Status);
    }

    [Fact]
    public async Task Two_sagas_of_one_name()
    {
        var stage = new Stage(new Script("same").Step(), new Script("same").Step());
        var error = await Assert.ThrowsAsync<SagaDefinitionException>(() => stage.StartAsync());
        Assert.Contains("'same'", error.Message);
    }

    [Fact]
    public async Task A_definition_generated_for_a_newer_runtime()
    {
        var stage = new Stage(new Script { Contract = SagaDefinition.NewestContract + 1 }.Step());
        var error = await Assert.ThrowsAsync<SagaDefinitionException>(() => stage.StartAsync());
        Assert.Contains("newer", error.Message);
    }

    [Fact]
    public async Task A_type_that_the_context_does_not_list()
    {
        var stage = new Stage(Script.Of(1));
        var definition =
            new TouchyDefinition { Contract = 1, Name = "unlisted", InputType = typeof(Uri[]), Methods = [new() { Name = "Only" }],
                Steps = [new() { Name = "only", Action = 0 }] };
        var error = await Assert.ThrowsAsync<SagaDefinitionException>(() =>
            stage.StartAsync(build: b => b.Add(definition, ScriptedJson.Default, r => new TouchyClient(r, definition))));
        Assert.Contains("JsonSerializable(typeof(System.Uri[]))", error.Message);
    }

    [Fact]
    public async Task Steps_that_wait_for_each_other_in_a_circle()
    {
        var stage = new Stage(new Script().Step("one", after: [1]).Step("two", after: [0]));
        var error = await Assert.ThrowsAsync<SagaDefinitionException>(() => stage.StartAsync());
        Assert.Contains("one", error.Message);
        Assert.Contains("two", error.Message);
    }

    [Fact]
    public async Task A_client_used_after_its_runtime_was_stopped()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w.On("waiting/A1", Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok));
        await stage.RunAsync();
        var waiting = (await stage.BeginAsync("waiting")).WaitAsync().AsTask();
        await stage.UntilWorkAsync("waiting", WorkState.Due);
        var client = stage.Node.Client;
        await stage.DriveAsync(stage.Node.Runtime.StopAsync());

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await client.StartAsync("2", new Order("2")));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await client.RunAsync("2", new Order("2")));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await client[Scenes.Id].WaitAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await client[Scenes.Id].GetAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await client[Scenes.Id].As("ann", "why").CancelAsync());

        await stage.StartAsync();
        Assert.Equal(SagaStatus.Completed, (await stage.EndAsync("waiting")).Status);
    }

    [Fact]
    public async Task A_client_of_a_saga_that_was_not_added()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1));
        Assert.Contains("Touchy", Assert.Throws<InvalidOperationException>(() => stage.Node.Runtime.Client<TouchyClient>()).Message);
        Assert.Throws<InvalidOperationException>(() => new ScriptedClient(stage.Node.Runtime, new Script("another").Step().On(stage.Node)));
    }

    [Theory]
    [InlineData(nameof(SagaOptions.MaxInFlight))]
    [InlineData(nameof(SagaOptions.MaxConcurrentCalls))]
    [InlineData(nameof(SagaOptions.MaxPayloadBytes))]
    [InlineData(nameof(SagaOptions.KeyPrefix))]
    [InlineData(nameof(SagaOptions.ShutdownTimeout))]
    [InlineData(nameof(SagaOptions.DormantAfter))]
    [InlineData(nameof(SagaOptions.Node))]
    [InlineData(nameof(SagaOptions.MaxConcurrentCallsPerSaga))]
    public async Task Options_that_cannot_work(string option)
    {
        var stage = new Stage(Script.Of(1));
        var error = await Assert.ThrowsAsync<ArgumentException>(() => stage.StartAsync(configure: o =>
        {
            switch (option)
            {
                case nameof(SagaOptions.MaxInFlight): o.MaxInFlight = 0; break;
                case nameof(SagaOptions.MaxConcurrentCalls): o.MaxConcurrentCalls = -1; break;
                case nameof(SagaOptions.MaxPayloadBytes): o.MaxPayloadBytes = 0; break;
                case nameof(SagaOptions.KeyPrefix): o.KeyPrefix = " "; break;
                case nameof(SagaOptions.ShutdownTimeout): o.ShutdownTimeout = TimeSpan.FromSeconds(-1); break;
                case nameof(SagaOptions.DormantAfter): o.DormantAfter = TimeSpan.FromSeconds(-1); break;
                case nameof(SagaOptions.Node): o.Node = "node \ud83d"; break;
                default: o.MaxConcurrentCallsPerSaga["nobody"] = 3; break;
            }
        }));
        Assert.Contains(option, error.Message);
    }
}

/// <summary>A value that can refuse to be written.</summary>
public sealed record Touchy(string Text)
{
    [JsonIgnore]
    public bool Refuses { get; init; }

    public int Trap => Refuses ? throw new NotSupportedException("It refuses.") : 0;

    public static void Add(SagaBuilder builder)
    {
        var definition =
            new TouchyDefinition { Contract = 1, Name = "touchy", InputType = typeof(Touchy), Methods = [new() { Name = "Only" }],
                Steps = [new() { Name = "only", Action = 0 }] };
        builder.Add(definition, TouchyJson.Default, runtime => new TouchyClient(runtime, definition));
    }
}

/// <summary>A value that is not read as it was written.</summary>
public sealed record OneWay
{
    public OneWay(int number) => Number = number >= 0 ? number : throw new ArgumentOutOfRangeException(nameof(number), "A number is not negative.");

    public int Number { get; init; }
}

public sealed class OneWayClient(SagaRuntime runtime, SagaDefinition definition) : SagaClient<OneWay>(runtime, definition);

[JsonSerializable(typeof(OneWay))]
[JsonSerializable(typeof(Touchy))]
public sealed partial class TouchyJson : JsonSerializerContext;

public sealed class TouchyDefinition : SagaDefinition<ScriptedSaga>
{
    public override ScriptedSaga New(IServiceProvider services) => new();

    public override ValueTask<object?> Invoke(ScriptedSaga saga, int method, StepValues values, StepContext context) => default;
}

public sealed class TouchyClient(SagaRuntime runtime, SagaDefinition definition) : SagaClient<Touchy>(runtime, definition);
