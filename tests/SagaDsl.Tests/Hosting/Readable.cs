using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using SagaDsl.Journal;

namespace SagaDsl.Tests.HostingTests;

/// <summary>What people read: JSON without any options, and text on one line.</summary>
public partial class Readable
{
    [Fact]
    public async Task A_history_as_JSON_says_everything_by_name()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(2), w => w.On("A2", Acts.Reject()));
        await stage.RunAsync("order-42");
        var history = await stage.Node.Runtime.Instance("order-42").HistoryAsync();

        var json = JsonSerializer.Serialize(history);
        Assert.Equal(json, JsonSerializer.Serialize(history, TheirJson.Default.IReadOnlyListJournalRecord));
        Assert.Contains("{\"type\":\"StepCompleted\",\"step\":\"1\",\"attempt\":1,\"payload\":{\"Step\":\"1\"", json);
        Assert.Contains("\"type\":\"CompensationStarted\",\"cause\":\"Rejected\"", json);
        Assert.Contains("\"type\":\"SagaCompensated\"", json);
        Assert.DoesNotContain("{}", json);
        using var parsed = JsonDocument.Parse(json);
        Assert.Equal(history.Count, parsed.RootElement.GetArrayLength());
    }

    [Fact]
    public void An_entry_of_an_unknown_type_a_payload_and_a_hash()
    {
        Assert.Equal("{\"type\":\"SagaTeleported\"}", JsonSerializer.Serialize<JournalEntry>(new UnknownEntry("SagaTeleported")));
        Assert.Equal("[{\"a\":1},null]", JsonSerializer.Serialize(new[] { new Payload(Encoding.UTF8.GetBytes("{\"a\":1}")), default }));
        var hash = new RecordHash(Enumerable.Range(0, RecordHash.Size).Select(i => (byte)i).ToArray());
        Assert.Equal(hash, JsonSerializer.Deserialize<RecordHash>(JsonSerializer.Serialize(hash)));
        Assert.StartsWith("\"000102", JsonSerializer.Serialize(hash));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<RecordHash>("\"abc\""));
    }

    [Fact]
    public void Every_kind_of_entry_is_written_and_printed()
    {
        var kinds = typeof(JournalEntry).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(JournalEntry)) && !type.IsAbstract).ToList();
        Assert.True(kinds.Count > 20);
        Assert.All(kinds,
            kind => Assert.Contains(kind.GetMethods(), method => method.Name == nameof(ToString) && method.DeclaringType == typeof(JournalEntry)));
    }

    [Fact]
    public async Task Text_for_people_has_items_and_one_line()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(3), w => w.On("A3", Acts.Reject()).On("waits/A2", Acts.Pend(TimeSpan.FromHours(1)), Acts.Ok));
        var outcome = await stage.RunAsync("order-42");
        Assert.Matches("^3: .+ \\(Rejected, .*StepRejectedException\\); undone: 2, 1$", outcome.Failure!.ToString());

        await stage.BeginAsync("waits");
        await stage.UntilWorkAsync("waits", WorkState.Due);
        Assert.Matches(
            "^scripted 'waits': Running, Due at \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ; steps: 1 Completed, 2 Scheduled \\(again at .+Z\\), 3 Waiting$",
            (await stage.Node.Runtime.Instance("waits").GetAsync()).ToString());

        var record = (await stage.Node.Runtime.Instance("waits").HistoryAsync())[1];
        Assert.Matches(
            "^#1 \\d{4}-\\d\\d-\\d\\d .+Z node-1: StepCompleted step=1 attempt=1 payload=\\d+ bytes, StepScheduled step=2 key=saga/scripted/waits/2$",
            record.ToString());
        Assert.Equal("SagaAbandoned notUndone=[Charge, 'Ship it'] by={actor=ann, reason=why}",
            new SagaAbandoned(["Charge", "Ship it"], new("ann", "why")).ToString());
    }

    [JsonSerializable(typeof(IReadOnlyList<JournalRecord>))]
    private sealed partial class TheirJson : JsonSerializerContext;
}
