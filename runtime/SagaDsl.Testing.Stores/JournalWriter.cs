using SagaDsl.Journal;
using SagaDsl.Stores;

namespace SagaDsl.Testing.Stores;

/// <summary>Writes the journal of one instance as an engine would: positions, chain and times in order.</summary>
public sealed class JournalWriter(string id, string saga = "checkout", string node = "node-1", long epoch = 1)
{
    /// <summary>When the first record is written.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>There is work to do.</summary>
    public static readonly InstanceStatus Ready = new(WorkState.Ready, SagaStatus.Running);

    /// <summary>It has completed.</summary>
    public static readonly InstanceStatus Ended = new(WorkState.Terminal, SagaStatus.Completed);

    private RecordHash _last;

    /// <summary>Whose journal it is.</summary>
    public string Id => id;

    /// <summary>Where the next record goes.</summary>
    public int Position { get; private set; }

    /// <summary>What was appended.</summary>
    public List<JournalRecord> Records { get; } = [];

    /// <summary>When the next record is written; a second later for each.</summary>
    public DateTimeOffset Now { get; set; } = Noon;

    /// <summary>Something is to be done at a time.</summary>
    public static InstanceStatus Due(DateTimeOffset at) => new(WorkState.Due, SagaStatus.Running, at);

    /// <summary>A record for the next position, not yet appended.</summary>
    public JournalRecord Draft(params JournalEntry[] entries) => new()
    {
        Position = Position,
        Previous = _last,
        Writer = new(node, epoch),
        Nonce = Position + 1000,
        Time = Now,
        Entries = entries.Length > 0
            ? entries
            : Position == 0 ? [Started("{\"total\":7}"), new StepScheduled("A", "saga/checkout/x/A")] : [new StepScheduled("S" + Position, "key-" + Position)],
    };

    /// <summary>The first entry of a journal.</summary>
    public static SagaStarted Started(string input, string saga = "checkout") => new(saga, "A:c", "saga") { Payload = PayloadOf(input) };

    /// <summary>A payload of JSON.</summary>
    public static Payload PayloadOf(string json) => new(System.Text.Encoding.UTF8.GetBytes(json));

    /// <summary>Appends the next record.</summary>
    public async Task<AppendFate> AppendAsync(ISagaStore store, InstanceStatus? status = null, IReadOnlyList<string>? absorbed = null,
        params JournalEntry[] entries) =>
        (await TryAppendAsync(store, Request(status, absorbed, entries: entries))).Fate;

    /// <summary>Appends the next record, with messages that leave with it.</summary>
    public async Task<AppendFate> SendAsync(ISagaStore store, params SagaMessage[] outgoing) => (await TryAppendAsync(store, Request(outgoing: outgoing))).Fate;

    /// <summary>A request to append the next record.</summary>
    public AppendRequest Request(
        InstanceStatus? status = null, IReadOnlyList<string>? absorbed = null, IReadOnlyList<SagaMessage>? outgoing = null, params JournalEntry[] entries) =>
        new(id, saga, Draft(entries), status ?? Ready, absorbed, outgoing);

    /// <summary>Appends the record of a request; where it is there, the next one follows it.</summary>
    public async Task<AppendResult> TryAppendAsync(ISagaStore store, AppendRequest request)
    {
        var result = await store.AppendAsync(request);
        if (result.Fate == AppendFate.Appended)
            Took(request.Record);
        return result;
    }

    /// <summary>The record is in the store: the next one follows it.</summary>
    public void Took(JournalRecord record)
    {
        Records.Add(record);
        _last = record.Hash;
        Position++;
        Now += TimeSpan.FromSeconds(1);
    }
}
