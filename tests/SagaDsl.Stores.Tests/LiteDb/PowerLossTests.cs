#if LITEDB
using Microsoft.Extensions.Logging.Abstractions;
using SagaDsl.Journal;
using SagaDsl.Testing.Stores;

namespace SagaDsl.Stores.Tests.LiteDb;

/// <summary>
/// The power fails: what was synced is there, and chance decides about the rest, sector by sector. And worse: file and log
/// are cut, zeroed and overwritten. There is never a wrong history, and nothing but the port's exceptions.
/// </summary>
public sealed class PowerLossTests
{
    private const int PageSize = 8192;

    [Fact]
    public async Task What_was_acknowledged_is_there_wherever_the_power_fails()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await using var run = await Run.RecordAsync(random);
        for (var failure = 0; failure < 250; failure++)
        {
            var at = random.Next(run.Trace.Count + 1);
            if (failure % 2 == 0)
                at = run.Trace.BeforeSync(at);
            var outcome = await run.ReopenAsync(run.Trace.Images(at, random), $"seed {seed}, failure {failure}, after {at} changes", isWhole: true);
            var due = run.Acknowledged.Count(a => a.At <= at);
            // Torn while it was created: nothing was acknowledged, and a refusal will do.
            if (outcome is null && due == 0)
                continue;
            Assert.True(outcome is not null, $"seed {seed}, failure {failure}, after {at} changes: refused, with {due} records acknowledged");
            foreach (var (id, position) in run.Acknowledged.Where(a => a.At <= at).GroupBy(a => a.Id).Select(g => (g.Key, g.Max(a => a.Position))))
                Assert.True(outcome[id] > position,
                    $"seed {seed}, failure {failure}, after {at} changes: '{id}' has {outcome[id]} records, and record {position} was acknowledged");
        }
    }

    [Fact]
    public async Task Cut_and_torn_files_are_refused_or_an_earlier_state()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await using var run = await Run.RecordAsync(random);
        var (refused, earlier, whole) = (0, 0, 0);
        foreach (var at in new[] { run.Trace.Count / 4, run.Trace.Count / 2, run.Trace.Count })
        {
            // Everything that was written, as a copy of the files at this moment.
            var images = run.Trace.Images(at, new Always());
            var full = run.Acknowledged.Count(a => a.At <= at);
            foreach (var path in images.Keys)
            {
                foreach (var (what, damaged) in Damages(images[path], random))
                {
                    var outcome = await run.ReopenAsync(new(images) { [path] = damaged }, $"seed {seed}, after {at} changes, {Path.GetFileName(path)} {what}");
                    if (outcome is null)
                        refused++;
                    else if (outcome.Values.Sum(n => Math.Max(0, n)) < full)
                        earlier++;
                    else
                        whole++;
                }
            }
        }

        Assert.True(refused > 0 && earlier > 0 && whole > 0, $"seed {seed}: {refused} refused, {earlier} earlier, {whole} whole: not all was shown");
    }

    private static IEnumerable<(string What, byte[] Bytes)> Damages(byte[] image, Random random)
    {
        var step = Math.Max(1, image.Length / PageSize / 40) * PageSize;
        for (var length = 0; length < image.Length; length += step)
            yield return ($"cut to {length} bytes", image[..length]);
        for (var i = 0; i < 40; i++)
        {
            var length = random.Next(image.Length + 1);
            yield return ($"cut to {length} bytes", image[..length]);
        }

        for (var i = 0; i < 40; i++)
        {
            var copy = (byte[])image.Clone();
            var last = i % 2 == 0 || copy.Length < PageSize ? Math.Max(0, copy.Length - PageSize) : random.Next(copy.Length / PageSize) * PageSize;
            var from = last + random.Next(Math.Min(PageSize, copy.Length - last));
            var torn = copy.AsSpan(from, Math.Min(last + PageSize, copy.Length) - from);
            if (i % 4 < 2)
                torn.Clear();
            else
                random.NextBytes(torn);
            yield return ($"torn from {from} on, to {from + torn.Length}", copy);
        }
    }

    /// <summary>Chance that always keeps everything.</summary>
    private sealed class Always : Random
    {
        public override int Next(int maxValue) => 1;

        public override double NextDouble() => 0;
    }

    private sealed class Run : IAsyncDisposable
    {
        private readonly FileHome _home = new(_ => throw new NotSupportedException());
        private readonly Dictionary<string, List<JournalRecord>> _written = [];
        private int _reopened;

        public FileTrace Trace { get; } = new();

        /// <summary>Which record was acknowledged after how many changes to the files.</summary>
        public List<(string Id, int Position, int At)> Acknowledged { get; } = [];

        /// <summary>A few dozen instances: opened twice, closed in between, and left open as the power fails.</summary>
        public static async Task<Run> RecordAsync(Random random)
        {
            var run = new Run();
            var journals = Enumerable.Range(0, 36).Select(i => new JournalWriter("order-" + i)).ToArray();
            foreach (var journal in journals)
                run._written[journal.Id] = [];
            for (var part = 0; part < 2; part++)
            {
                var store = new LiteDbSagaStore(run._home.File, path => new TracedFile(path, run.Trace));
                await store.OpenAsync(Opening, default);
                for (var round = 0; round < 30; round++)
                    await Task.WhenAll(journals.Where(_ => random.Next(6) == 0).ToArray().Select(journal => run.AppendAsync(store, journal)));
                if (part == 0)
                    await store.DisposeAsync();
                else
                    run._open = store;
            }

            return run;
        }

        /// <summary>With each record a message leaves to it. It never begins.</summary>
        private const string Mailbox = "mailbox";

        private LiteDbSagaStore? _open;

        private static StoreOpening Opening => new("node-1", TimeProvider.System, NullLogger.Instance);

        /// <summary>Opens a copy of the files.</summary>
        /// <returns>How many records of each instance are there, -1: it is damaged; null: the files are refused.</returns>
        public async Task<Dictionary<string, int>?> ReopenAsync(Dictionary<string, byte[]> images, string when, bool isWhole = false)
        {
            var folder = Directory.CreateDirectory(Path.Combine(_home.Folder, "copy-" + _reopened++)).FullName;
            foreach (var (path, image) in images)
                await File.WriteAllBytesAsync(Path.Combine(folder, Path.GetFileName(path)), image);
            var store = new LiteDbSagaStore(Path.Combine(folder, Path.GetFileName(_home.File)));
            try
            {
                return await LookAsync(store, isWhole).WaitAsync(TimeSpan.FromSeconds(20));
            }
            catch (Exception e) when (e is StoreUnavailableException or StoreVersionException)
            {
                return null;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException(when, e);
            }
            finally
            {
                await store.DisposeAsync();
                Directory.Delete(folder, recursive: true);
            }
        }

        public async ValueTask DisposeAsync()
        {
            if (_open is not null)
                await _open.DisposeAsync();
            await _home.DisposeAsync();
        }

        private async Task<Dictionary<string, int>> LookAsync(LiteDbSagaStore store, bool isWhole)
        {
            await store.OpenAsync(Opening, default);
            var found = new Dictionary<string, int>();
            foreach (var (id, written) in _written)
            {
                try
                {
                    var read = (await store.LoadAsync(id, 0, default))?.Records ?? [];
                    Assert.True(read.Count <= written.Count && read.Select(r => r.Hash).SequenceEqual(written.Take(read.Count).Select(r => r.Hash)),
                        $"a wrong history of '{id}'");
                    found[id] = read.Count;
                }
                catch (JournalDamagedException)
                {
                    found[id] = -1;
                }
            }

            // Where nothing is damaged, a message is there where the record is that it left with.
            if (isWhole)
            {
                Assert.Equal(
                    found.SelectMany(one => Enumerable.Range(0, one.Value).Select(position => $"{one.Key} {position}")).Order(StringComparer.Ordinal),
                    (await store.InboxAsync(Mailbox, default)).Select(message => message.Id).Order(StringComparer.Ordinal));
            }

            return found;
        }

        private async Task AppendAsync(LiteDbSagaStore store, JournalWriter journal)
        {
            var payload = JournalWriter.PayloadOf("\"" + new string('x', journal.Position * 400) + "\"");
            var record = journal.Position == 0 ? journal.Draft() : journal.Draft(new StepCompleted("A", 1) { Payload = payload });
            var letter = SagaMessage.OfCommand($"{journal.Id} {record.Position}", Mailbox, OperatorCommand.Cancel,
                new("ann", "why")) with { KeepUntil = DateTimeOffset.MaxValue };
            // Known before it is acknowledged: it may be there already.
            lock (_written)
                _written[journal.Id].Add(record);
            Assert.Equal(AppendFate.Appended, (await store.AppendAsync(new(journal.Id, "checkout", record, JournalWriter.Ready, Outgoing: [letter]))).Fate);
            journal.Took(record);
            lock (Acknowledged)
                Acknowledged.Add((journal.Id, record.Position, Trace.Count));
        }
    }
}
#endif
