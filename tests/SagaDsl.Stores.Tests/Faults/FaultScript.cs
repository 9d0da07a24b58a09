using Microsoft.Extensions.Logging.Abstractions;
using SagaDsl.Testing.Stores;
using static SagaDsl.Testing.Stores.JournalWriter;

namespace SagaDsl.Stores.Tests.Faults;

/// <summary>
/// Uses every method of a store that may fail at any moment, and knows afterwards what must be there: what was
/// acknowledged, and of what was not, all or nothing. Whatever leaves the store has to be of a type that the port names.
/// </summary>
internal sealed class FaultScript
{
    private readonly Dictionary<string, JournalWriter> _journals = [];
    private readonly Dictionary<string, JournalRecord> _unknown = [];
    private readonly List<string> _sent = [];
    private bool _reduced;

    private const string Later = "later";

    /// <summary>How many calls failed.</summary>
    public int Failures { get; private set; }

    public async Task RunAsync(ISagaStore store)
    {
        try
        {
            await TryAsync(async () => await store.OpenAsync(Opening, default));
            if (Failures == 0)
                await UseAsync(store);
        }
        finally
        {
            // Closing never throws.
            await store.DisposeAsync();
        }
    }

    /// <summary>Looks at what a sound store finds.</summary>
    public async Task CheckAsync(ISagaStore store)
    {
        await store.OpenAsync(Opening, default);
        List<string> left = [];
        foreach (var (id, journal) in _journals)
        {
            var stored = await store.LoadAsync(id, 0, default);
            // A message is there where the record is that it left with, and only there.
            left.AddRange(Enumerable.Range(0, (await CountAsync(store, id))).Select(position => $"of {id} {position}"));
            if (id == "ended" && stored?.Tombstone is not null)
                continue;
            Assert.False(id == "ended" && _reduced, "the tombstone is lost");
            var read = stored?.Records.Select(r => r.Hash).ToList() ?? [];
            var written = journal.Records.Select(r => r.Hash).ToList();
            if (read.Count > written.Count && _unknown.TryGetValue(id, out var record))
                written.Add(record.Hash);
            Assert.Equal(written, read);
            if (stored is { Status.Work: not WorkState.Terminal })
                Assert.Equal(Enumerable.Range(0, read.Count).Select(position => $"of {id} {position}"),
                    stored.Inbox.Select(m => m.Id).Where(m => m.StartsWith("of ", StringComparison.Ordinal)));
        }

        if (_journals.ContainsKey("a"))
        {
            var inbox = (await store.InboxAsync("a", default)).Select(m => m.Id).ToList();
            Assert.All(_sent, id => Assert.Contains(id, inbox));
        }

        Assert.Equal(AppendFate.Appended, await new JournalWriter(Later).AppendAsync(store));
        Assert.Equal(left.Order(), (await store.LoadAsync(Later, 0, default))!.Inbox.Select(m => m.Id).Order());
        Assert.Equal(left.Count > 0, (await store.MailAsync(100, default)).Contains(Later));
    }

    private static async Task<int> CountAsync(ISagaStore store, string id) =>
        (await store.ListAsync(new(), default)).SingleOrDefault(line => line.Id == id)?.Records ?? 0;

    private static StoreOpening Opening => new("node-1", TimeProvider.System, NullLogger.Instance);

    private async Task UseAsync(ISagaStore store)
    {
        await AppendAsync(store, "a", Ready);
        await AppendAsync(store, "ended", Ready);
        await AppendAsync(store, "due", Due(Noon));
        await AppendAsync(store, "a", Ready);
        foreach (var message in new[] { "m1", "m2" })
        {
            await TryAsync(async () =>
            {
                if (await store.SendAsync(Command(message, "a"), default) == SendResult.Kept)
                    _sent.Add(message);
            });
        }

        await TryAsync(async () => await store.SendAsync(Command("m", "nobody"), default));
        await TryAsync(async () => await store.ExpireAsync(Noon, default));
        await TryAsync(async () => await store.LoadAsync("a", 0, default));
        await TryAsync(async () => await store.MoveDueAsync("due", Noon.AddHours(1), default));
        await TryAsync(async () => await store.DueAsync(Noon.AddMinutes(1), 10, default));
        await TryAsync(async () => await store.ListAsync(new() { Attention = false }, default));
        await TryAsync(async () => await store.InboxAsync("a", default));
        await TryAsync(async () => await store.MailAsync(10, default));
        await AppendAsync(store, "ended", Ended);
        await TryAsync(async () =>
        {
            await store.ReduceAsync("ended", new(SagaStatus.Completed, ["x"], null), default);
            _reduced = !_unknown.ContainsKey("ended");
        });
        await TryAsync(async () => await store.LoadAsync("ended", 0, default));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => AppendAsync(store, "together-" + i, Ready)));
        await AppendAsync(store, "a", Ready);
        await TryAsync(async () => await store.LoadAsync("a", 0, default));
    }

    private async Task AppendAsync(ISagaStore store, string id, InstanceStatus status)
    {
        JournalWriter journal;
        lock (_journals)
        {
            if (!_journals.TryGetValue(id, out journal!))
                _journals.Add(id, journal = new(id));
            // After a failed append the engine loads the instance before it appends again. So nothing follows here.
            if (_unknown.ContainsKey(id) || (journal.Position == 0 && status == Ended))
                return;
        }

        // Two messages leave with each record: one to an instance that is to come, one to the instance itself.
        var name = $"of {id} {journal.Position}";
        var request = journal.Request(status, outgoing: [Command(name, Later) with { KeepUntil = Noon.AddYears(1) }, Command(name, id)]);
        var result = await journal.TryAppendAsync(store, request);
        Assert.True(result.Fate != AppendFate.Conflict, $"a conflict at record {request.Record.Position} of '{id}', which nobody else writes");
        if (result.Fate == AppendFate.Appended)
            return;
        Assert.IsType<StoreUnavailableException>(result.Error);
        lock (_journals)
        {
            Failures++;
            _unknown[id] = request.Record;
        }
    }

    private static SagaMessage Command(string id, string instance) => SagaMessage.OfCommand(id, instance, OperatorCommand.Cancel, new("ann", "why"), "A");

    private async Task TryAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception e) when (e is StoreUnavailableException or JournalDamagedException or StoreOwnedException or StoreVersionException)
        {
            lock (_journals)
                Failures++;
        }
    }
}
