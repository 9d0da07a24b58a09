using SagaDsl.Journal;
using SagaDsl.Stores;
using static SagaDsl.Testing.Stores.JournalWriter;

namespace SagaDsl.Testing.Stores;

public abstract partial class SagaStoreContract
{
    [Fact]
    public async Task Random_programs_leave_what_the_model_says()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var model = new StoreModel();
        var writers = Enumerable.Range(0, 12).Select(i => new JournalWriter("i" + i)).ToArray();
        for (var step = 0; step < 600; step++)
        {
            try
            {
                await StepAsync(random, model, writers[random.Next(writers.Length)], step);
                if (step % 50 == 49)
                    await CompareAsync(model, Noon.AddMinutes(random.Next(100)));
                if (step % 200 == 199)
                    await ReopenIfDurableAsync();
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}, step {step}", e);
            }
        }

        await CompareAsync(model, Noon.AddMinutes(50));
    }

    [Fact]
    public async Task Many_writers_at_once_leave_one_history_each()
    {
        var histories = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(async () =>
        {
            // Two writers contend for each instance: whoever loses a position takes the winner's record for its own.
            var journal = new JournalWriter("order-" + i);
            for (var n = 0; n < 15; n++)
            {
                var drafts = new[] { journal.Draft(new AttentionRaised("a" + n)), journal.Draft(new AttentionRaised("b" + n)) };
                var outcomes =
                    await Task.WhenAll(drafts.Select(d =>
                        Task.Run(async () => (await Store.AppendAsync(new(journal.Id, "checkout", d, n == 14 ? Ended : Ready))).Fate)));
                Assert.Single(outcomes, AppendFate.Appended);
                journal.Took(drafts[Array.IndexOf(outcomes, AppendFate.Appended)]);
            }

            return journal;
        })));
        await ReopenIfDurableAsync();
        foreach (var history in histories)
            AssertSame(history.Records, (await LoadAsync(history.Id)).Records);
        Assert.Equal(40, (await Store.ListAsync(new() { Work = WorkState.Terminal }, default)).Count);
    }

    private async Task StepAsync(Random random, StoreModel model, JournalWriter writer, int step)
    {
        var id = writer.Id;
        var inbox = model.Mail(id).Pending;
        switch (random.Next(11))
        {
            case <= 5:
                var status = random.Next(12) switch
                {
                    0 => Ended,
                    1 => new InstanceStatus(WorkState.Suspended, SagaStatus.Compensating, Attention: true),
                    2 => new InstanceStatus(WorkState.Waiting, SagaStatus.Running, random.Next(2) == 0 ? null : Noon.AddMinutes(random.Next(100))),
                    <= 6 => Due(Noon.AddMinutes(random.Next(100))) with { Attention = random.Next(2) == 0 },
                    _ => Ready,
                };
                var record = random.Next(8) == 0 ? Misplaced(writer, random) : writer.Draft(new AttentionRaised("step " + step));
                if (record.Position == 0)
                    record = writer.Position == 0 ? writer.Draft() : record;
                var request =
                    new AppendRequest(id, "checkout", record, status, random.Next(2) == 0 ? [.. inbox.Select(m => m.Id).Where(_ => random.Next(2) == 0)] : null,
                    random.Next(3) == 0 ? [.. Enumerable.Range(0, random.Next(3)).Select(_ => AnyMessage(random, step))] : null);
                var expected = model.Append(request);
                Assert.Equal(expected, (await Store.AppendAsync(request)).Fate);
                if (expected == AppendFate.Appended)
                    writer.Took(record);
                break;
            case <= 7:
                var message = AnyMessage(random, step);
                Assert.Equal(model.Send(message), await Store.SendAsync(message, default));
                break;
            case 9:
                var now = Noon.AddMinutes(random.Next(100));
                model.Expire(now);
                await Store.ExpireAsync(now, default);
                break;
            case 8:
                var at = Noon.AddMinutes(random.Next(100));
                model.MoveDue(id, at);
                await Store.MoveDueAsync(id, at, default);
                break;
            default:
                var tombstone = new Tombstone(SagaStatus.Completed, ["" + step], null);
                model.Reduce(id, tombstone);
                await Store.ReduceAsync(id, tombstone, default);
                break;
        }
    }

    // To one of the writers, or to one that never comes.
    private static SagaMessage AnyMessage(Random random, int step) =>
        Message("m" + random.Next(step + 1), "i" + random.Next(14)) with { KeepUntil = random.Next(2) == 0 ? null : Noon.AddMinutes(random.Next(100)) };

    private static JournalRecord Misplaced(JournalWriter writer, Random random)
    {
        var draft = writer.Draft(new AttentionRaised("misplaced"));
        return new() { Position = Math.Max(0, draft.Position + random.Next(-3, 4)), Previous = draft.Previous, Writer = draft.Writer, Nonce = 1,
            Time = draft.Time, Entries = draft.Entries };
    }

    private async Task CompareAsync(StoreModel model, DateTimeOffset now)
    {
        var lines = await Store.ListAsync(new(), default);
        Assert.Equal(model.Instances.Keys, lines.Select(l => l.Id));
        foreach (var ((id, expected), line) in model.Instances.Zip(lines))
        {
            Assert.Equal((expected.Status, expected.Records.Count, expected.Records[0].Time, expected.Records[^1].Time),
                (line.Status, line.Records, line.StartedAt, line.UpdatedAt));
            var stored = await LoadAsync(id);
            Assert.Equal(expected.Status, stored.Status);
            Assert.Equal(expected.Tombstone?.InputHashes, stored.Tombstone?.InputHashes);
            AssertSame(expected.Tombstone is null ? expected.Records : [], stored.Records);
            Assert.Equal(model.Mail(id).Pending.Select(m => m.Id), stored.Inbox.Select(m => m.Id));
            var from = now.Minute % (expected.Records.Count + 2);
            Assert.Equal(stored.Records.Skip(from).Select(r => r.Hash), (await Store.LoadAsync(id, from, default))!.Records.Select(r => r.Hash));
        }

        for (var i = 0; i < 14; i++)
            Assert.Equal(model.Mail("i" + i).Pending.Select(m => m.Id), (await Store.InboxAsync("i" + i, default)).Select(m => m.Id));

        var due = model.Instances.Where(i => i.Value.Status.DueAt is not null).Select(i => (i.Key, At: i.Value.Status.DueAt!.Value)).ToList();
        var found = await Store.DueAsync(now, 100, default);
        Assert.Equal(due.Where(d => d.At <= now).OrderBy(d => d.At).Select(d => d.At), found.Instances.Select(id => due.Single(d => d.Key == id).At));
        Assert.Equal(due.Where(d => d.At > now).Select(d => (DateTimeOffset?)d.At).Min(), found.NextDueAt);
        Assert.Equal(model.Instances.Where(i => !i.Value.Ended && model.Mail(i.Key).Pending.Count > 0).Select(i => i.Key),
            (await Store.MailAsync(100, default)).Order(StringComparer.Ordinal));
    }
}
