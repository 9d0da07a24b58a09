#if LITEDB
using SagaDsl.Stores.Tests.Faults;
using SagaDsl.Testing.Stores;

namespace SagaDsl.Stores.Tests.LiteDb;

/// <summary>
/// Every access to a file fails, once or for ever, before it did anything or after: only the port's exceptions come out, and nothing acknowledged is lost.
/// </summary>
public sealed class LiteDbFaultTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Every_access_to_a_file_fails_in_turn(bool forEver, bool afterwards)
    {
        var failures = 0;
        for (var call = 1; ; call++)
        {
            await using var home = new FileHome(file => new LiteDbSagaStore(file));
            var trace = new FileTrace { FailAt = call, ForEver = forEver, Afterwards = afterwards };
            var script = new FaultScript();
            try
            {
                await script.RunAsync(new LiteDbSagaStore(home.File, path => new TracedFile(path, trace))).WaitAsync(TimeSpan.FromSeconds(20));
                await using var sound = new LiteDbSagaStore(home.File);
                await script.CheckAsync(sound).WaitAsync(TimeSpan.FromSeconds(20));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"call {call}", e);
            }

            failures += script.Failures;
            if (trace.Calls < call)
                break;
        }

        Assert.True(failures > 100, $"only {failures} calls failed, so little was shown");
    }
}
#endif
