using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SagaDsl.Definition;

namespace SagaDsl.Tests.HostingTests;

/// <summary>Types that change while instances are in flight: docs/evolving.md.</summary>
public class ChangedTypes
{
    // Each a type that an older version stored, the type of today, and what the reason names; null: it goes on.
    public static TheoryData<Type, Type, string?> Changes => new()
    {
        { typeof(Booked), typeof(Renamed), "order" },
        { typeof(Booked), typeof(Fewer), null },
        { typeof(Booked), typeof(MoreWithDefault), null },
        { typeof(Booked), typeof(MoreNullableWithDefault), null },
        { typeof(Booked), typeof(More), "note" },
        { typeof(Booked), typeof(Nested), "lines" },
        { typeof(Open), typeof(OpenRenamed), "Total" },
        { typeof(Open), typeof(OpenMoreNullable), null },
        { typeof(Open), typeof(OpenMore), "Note" },
        { typeof(MayBeNull), typeof(Booked), "Id" },
        { typeof(Quiet), typeof(Quiet), null },
        { typeof(Booked), typeof(RenamedOverItsName), null },
        { typeof(Booked), typeof(NowNullable), null },
        { typeof(Booked), typeof(Wider), null },
        { typeof(Booked), typeof(Narrower), "Amount" },
    };

    [Theory, MemberData(nameof(Changes))]
    public Task With_a_context(Type before, Type now, string? reason) => HoldsAsync(before, now, reason, ChangingJson.Default);

    [Theory, MemberData(nameof(Changes))]
    public Task By_reflection(Type before, Type now, string? reason) => HoldsAsync(before, now, reason, new DefaultJsonTypeInfoResolver());

    [Fact]
    public async Task Loosened_by_an_option_what_is_missing_is_null()
    {
        await using var stage = new Stage();
        object? seen = "nothing";
        await StoredAsync(stage, typeof(Booked), ChangingJson.Default);
        await stage.StartAsync(configure: o => o.LenientJson = true, build: b => Add(b, typeof(Renamed), ChangingJson.Default, value => seen = value));
        Assert.True((await stage.DriveAsync(stage.Node.Runtime.Client<PlainClient>()["1"].WaitAsync())).IsCompleted);
        Assert.Null(Assert.IsType<Renamed>(seen).Order);
    }

    private static async Task HoldsAsync(Type before, Type now, string? reason, IJsonTypeInfoResolver json)
    {
        await using var stage = new Stage();
        await StoredAsync(stage, before, json);
        object? seen = null;
        await stage.StartAsync(build: b => Add(b, now, json, value => seen = value));
        var waiting = stage.DriveAsync(stage.Node.Runtime.Client<PlainClient>()["1"].WaitAsync());
        if (reason is null)
        {
            Assert.True((await waiting).IsCompleted);
            Assert.IsType(now, seen);
            return;
        }

        var why = (await Assert.ThrowsAsync<SagaUnrunnableException>(() => waiting)).Reason;
        Assert.Contains("the recorded result of step 'book'", why);
        Assert.Contains(now.Name, why);
        Assert.Contains(reason, why, StringComparison.OrdinalIgnoreCase);
    }

    // The first step is done; the second is asked again in an hour.
    private static async Task StoredAsync(Stage stage, Type type, IJsonTypeInfoResolver json)
    {
        await stage.StartAsync(build: b => Add(b, type, json, _ => throw new StepPendingException(TimeSpan.FromHours(1))));
        await stage.Node.Runtime.Client<PlainClient>().StartAsync("1");
        await stage.UntilWorkAsync("1", WorkState.Due);
    }

    private static void Add(SagaBuilder sagas, Type result, IJsonTypeInfoResolver json, Action<object?> use)
    {
        var definition = new Definition(use)
        {
            Contract = 1,
            Name = "changing",
            Methods = [new() { Name = "Book" }, new() { Name = "Unbook" }, new() { Name = "Use", Reads = [0] }],
            Steps = [new() { Name = "book", ResultType = result, Action = 0, Compensation = 1 }, new() { Name = "use", Action = 2, After = [0] }],
        };
        sagas.Add(definition, json, runtime => new PlainClient(runtime, definition));
    }

    private static object Value(Type type) => type switch
    {
        _ when type == typeof(Booked) => new Booked("7", 9.5m),
        _ when type == typeof(Open) => new Open { Id = "7", Amount = 9.5m },
        _ when type == typeof(MayBeNull) => new MayBeNull(null, 0),
        _ when type == typeof(Quiet) => new Quiet("7", 0, null),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    private sealed class Definition(Action<object?> use) : SagaDefinition<ScriptedSaga>
    {
        public override ScriptedSaga New(IServiceProvider services) => new();

        public override ValueTask<object?> Invoke(ScriptedSaga saga, int method, StepValues values, StepContext context)
        {
            if (method == 0)
                return new(Value(Steps[0].ResultType!));
            if (method == 2)
                use(values.Result<object>(0));
            return default;
        }
    }

    public sealed record Booked(string Id, decimal Amount);

    public sealed record Renamed(string Order, decimal Amount);

    public sealed record Fewer(string Id);

    public sealed record MoreWithDefault(string Id, decimal Amount, string Currency = "EUR");

    public sealed record MoreNullableWithDefault(string Id, decimal Amount, string? Note = null);

    public sealed record More(string Id, decimal Amount, string? Note);

    public sealed record Nested(string Id, IReadOnlyList<Fewer> Lines);

    public sealed class Open
    {
        public string Id { get; set; } = "";

        public decimal Amount { get; set; }
    }

    public sealed class OpenRenamed
    {
        public string Id { get; set; } = "";

        public decimal Total { get; set; }
    }

    public sealed class OpenMoreNullable
    {
        public string Id { get; set; } = "";

        public decimal? Total { get; set; }
    }

    public sealed class OpenMore
    {
        public string Id { get; set; } = "";

        public string Note { get; set; } = "none";
    }

    public sealed record MayBeNull(string? Id, decimal Amount);

    public sealed record RenamedOverItsName([property: JsonPropertyName("Id")] string Order, decimal Amount);

    public sealed record NowNullable(string? Id, decimal? Amount);

    public sealed record Wider(string Id, double Amount);

    public sealed record Narrower(string Id, int Amount);

    // Leaves out what is zero or null when it is written.
    public sealed record Quiet(string Id, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Count,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Text);
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ChangedTypes.Booked))]
[JsonSerializable(typeof(ChangedTypes.Renamed))]
[JsonSerializable(typeof(ChangedTypes.Fewer))]
[JsonSerializable(typeof(ChangedTypes.MoreWithDefault))]
[JsonSerializable(typeof(ChangedTypes.MoreNullableWithDefault))]
[JsonSerializable(typeof(ChangedTypes.More))]
[JsonSerializable(typeof(ChangedTypes.Nested))]
[JsonSerializable(typeof(ChangedTypes.Open))]
[JsonSerializable(typeof(ChangedTypes.OpenRenamed))]
[JsonSerializable(typeof(ChangedTypes.OpenMoreNullable))]
[JsonSerializable(typeof(ChangedTypes.OpenMore))]
[JsonSerializable(typeof(ChangedTypes.MayBeNull))]
[JsonSerializable(typeof(ChangedTypes.Quiet))]
[JsonSerializable(typeof(ChangedTypes.RenamedOverItsName))]
[JsonSerializable(typeof(ChangedTypes.NowNullable))]
[JsonSerializable(typeof(ChangedTypes.Wider))]
[JsonSerializable(typeof(ChangedTypes.Narrower))]
internal sealed partial class ChangingJson : JsonSerializerContext;
