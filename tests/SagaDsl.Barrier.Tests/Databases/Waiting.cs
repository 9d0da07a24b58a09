using System.Diagnostics;

namespace SagaDsl.Barrier.Tests.Databases;

internal static class Waiting
{
    /// <summary>
    /// Until PostgreSQL says that a session waits for another one's lock. SQLite cannot say so: there the second writer has had a moment to come, and
    /// whether it came before or after the first one's end, the outcome must be the same.
    /// </summary>
    public static async Task WaitForAWaiterAsync(this TestDatabase database)
    {
        if (database.Kind == "sqlite")
        {
            await Task.Yield();
            return;
        }

        await UntilAsync(async () => await database.ReadAsync("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'") != "0");
    }

    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var clock = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), "What was waited for did not come.");
            await Task.Delay(10);
        }
    }
}
