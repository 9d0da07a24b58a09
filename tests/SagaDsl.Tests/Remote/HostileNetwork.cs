using Xunit.Abstractions;

namespace SagaDsl.Tests.Remote;

/// <summary>Messages lost, doubled, delayed and reordered, processes killed and stores failing, all at random and by seed.</summary>
public class HostileNetwork(ITestOutputHelper output)
{
    private static int Runs => int.TryParse(Environment.GetEnvironmentVariable("SAGADSL_RUNS"), out var runs) ? runs : 60;

    [Fact]
    public async Task Whatever_the_network_does_what_must_hold_holds()
    {
        var first = int.TryParse(Environment.GetEnvironmentVariable("SAGADSL_SEED"), out var seed) ? seed : Random.Shared.Next();
        var runs = seed != 0 ? 1 : Runs;
        for (var run = 0; run < runs; run++)
        {
            output.WriteLine($"SAGADSL_SEED={first + run}");
            try
            {
                await RunAsync(first + run);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"SAGADSL_SEED={first + run} (run {run}): {e.Message}", e);
            }
        }
    }

    private static async Task RunAsync(int seed)
    {
        var random = new Random(seed);
        var script = new Script { Timeout = random.Next(4) == 0 ? TimeSpan.FromMinutes(random.Next(1, 5)) : null };
        var handlers = new List<Script>();
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            var after = random.Next(2) == 0 ? null : Enumerable.Range(0, script.Steps.Count).Where(_ => random.Next(3) == 0).ToArray();
            if (random.Next(4) == 0)
            {
                script.Step(after: after);
                continue;
            }

            var handler = $"H{i}";
            handlers.Add(Script.Handler(handler, retry: Definition.Of(random)));
            script.Remote(handler, after: after, timeout: random.Next(3) == 0 ? TimeSpan.FromSeconds(random.Next(5, 120)) : null);
        }

        if (random.Next(2) == 0)
        {
            handlers.Add(Script.Handler("Ship", undo: false));
            script.Remote("Ship", kind: StepKind.Pivot);
        }

        handlers.Add(Script.Handler("Unused"));
        var saga = new Stage(script);
        await using var two = new Two(saga, new Stage(saga, new MemoryBacking(), [.. handlers]));
        foreach (var label in handlers.SelectMany(handler => new[] { "A", "C" }, (handler, phase) => phase + handler.Steps[0].Name))
            two.World.On(label,
                [.. Enumerable.Range(0, random.Next(3)).Select(_ => Trouble(random)), label[0] == 'A' && random.Next(4) == 0 ? Acts.Reject() : Acts.Ok]);
        var gate = new Lock();
        var evil = random.Next(60);
        saga.Network.Carry = (number, _) =>
        {
            lock (gate)
            {
                // Once faults stop, everything ends.
                if (number > 60 || random.Next(100) >= evil)
                    return Carriage.Good;
                return random.Next(5) switch
                {
                    0 => Carriage.Lost,
                    1 => new(2),
                    2 => new(1, TimeSpan.FromSeconds(random.Next(1, 60))),
                    3 => new(2, TimeSpan.FromSeconds(random.Next(1, 60))),
                    _ => new(random.Next(2), IsAcknowledged: false),
                };
            }
        };
        await two.LiveAsync(Definition.Faults(random), Definition.Faults(random));
    }

    private static Act Trouble(Random random) => random.Next(5) switch
    {
        0 => Acts.Fail(),
        1 => Acts.Pend(TimeSpan.FromSeconds(random.Next(0, 20))),
        2 => Acts.Slow(TimeSpan.FromSeconds(random.Next(1, 40))),
        3 => Acts.SlowAndDeaf(TimeSpan.FromSeconds(random.Next(1, 20))),
        _ => Acts.SlowAndDeaf(TimeSpan.FromSeconds(random.Next(1, 10)), Acts.Fail()),
    };

    private static class Definition
    {
        public static SagaDsl.Definition.RetryPolicy? Of(Random random) => random.Next(2) == 0 ? null : Retries.Times(random.Next(1, 4));

        public static Func<int, AppendFault>[] Faults(Random random) =>
        [
            .. Enumerable.Range(0, random.Next(4)).Select(_ =>
            {
                var (append, fault) = (random.Next(1, 10), (AppendFault)random.Next(1, 5));
                var (second, mortal) = (append + random.Next(1, 4), random.Next(2) == 0 ? AppendFault.KillBefore : AppendFault.KillAfter);
                return (Func<int, AppendFault>)(n => n == append ? fault : n == second ? mortal : AppendFault.None);
            }),
        ];
    }
}
