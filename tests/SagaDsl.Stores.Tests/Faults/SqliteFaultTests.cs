using SagaDsl.Stores.Sqlite;
using SagaDsl.Testing.Stores;
using SQLitePCL;

namespace SagaDsl.Stores.Tests.Faults;

/// <summary>
/// Every call of SQLite fails, once or for ever, before it did anything or after: only the port's exceptions come out, and nothing acknowledged is lost.
/// </summary>
public sealed class SqliteFaultTests
{
    private static readonly int[] Codes = [raw.SQLITE_IOERR, raw.SQLITE_FULL, raw.SQLITE_CORRUPT, raw.SQLITE_BUSY, raw.SQLITE_NOMEM];

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Every_call_of_SQLite_fails_in_turn(bool forEver, bool afterwards)
    {
        var failures = 0;
        for (var call = 1; ; call++)
        {
            await using var home = new FileHome(file => new SqliteSagaStore(file));
            var faults = new FaultAt(call, Codes[call % Codes.Length], forEver, afterwards);
            var script = new FaultScript();
            try
            {
                await script.RunAsync(new SqliteSagaStore(home.File, null, faults));
                await script.CheckAsync(new SqliteSagaStore(home.File));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"call {call}, code {faults.Code}", e);
            }

            failures += script.Failures;
            if (!faults.Reached)
                break;
        }

        Assert.True(failures > 100, $"only {failures} calls failed, so little was shown");
    }

    [Fact]
    public async Task A_read_that_failed_does_not_spoil_the_next_one()
    {
        await using var home = new FileHome(file => new SqliteSagaStore(file));
        var journal = new JournalWriter("order-1");
        await journal.AppendAsync(await home.OpenAsync());
        await home.CloseAsync();
        for (var call = 1; ; call++)
        {
            var faults = new FaultAt(int.MaxValue, raw.SQLITE_IOERR, forEver: false, afterwards: false);
            await using var store = new SqliteSagaStore(home.File, null, faults);
            await store.OpenAsync(new("n", TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance), default);
            faults.FailAfter(call);
            try
            {
                await store.LoadAsync("order-1", 0, default);
            }
            catch (StoreUnavailableException)
            {
            }

            if (!faults.Reached)
                break;
            Assert.Single((await store.LoadAsync("order-1", 0, default))!.Records);
            // It sees what is written after the failure: no old transaction is left open.
            await new JournalWriter("other-" + call).AppendAsync(store);
            Assert.NotNull(await store.LoadAsync("other-" + call, 0, default));
        }
    }

    private sealed class FaultAt(int call, int code, bool forEver, bool afterwards) : IFaults
    {
        private int _at = call;
        private int _calls;

        public int Code => code;

        public bool Reached => Volatile.Read(ref _calls) >= Volatile.Read(ref _at);

        public void FailAfter(int calls) => _at = _calls + calls;

        public int Before() => Fails(Interlocked.Increment(ref _calls)) && !afterwards ? code : raw.SQLITE_OK;

        public int After() => afterwards && Fails(Volatile.Read(ref _calls)) ? code : raw.SQLITE_OK;

        private bool Fails(int now) => forEver ? now >= _at : now == _at;
    }
}
