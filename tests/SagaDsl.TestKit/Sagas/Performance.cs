namespace SagaDsl.TestKit.Sagas;

/// <summary>
/// A run that can be given again and again: undisturbed, and with the process cut at every append, before and after it
/// is applied. A play is given from its beginning to each process, so it must use what is there already.
/// </summary>
public sealed class Performance
{
    /// <summary>The saga's id in every play.</summary>
    public const string Id = "order-1";

    /// <summary>The sagas that run.</summary>
    public required Func<Script> Saga { get; init; }

    /// <summary>What the callees do.</summary>
    public required Action<World> World { get; init; }

    /// <summary>What the user does. Default: starts the saga and waits for its end.</summary>
    public Func<Stage, Node, Task> Play { get; init; } = static async (stage, node) =>
    {
        var handle = await node.Client.StartAsync(Id, new Order(Id));
        await stage.DriveAsync(handle.WaitAsync());
    };

    /// <summary>Options of every process.</summary>
    public Action<SagaOptions>? Configure { get; init; }

    /// <summary>Gives the play once. The stage is the caller's to inspect and dispose of.</summary>
    /// <param name="backing">The store's medium.</param>
    /// <param name="faults">What happens to the appends of the first process, the second, and so on; none beyond.</param>
    public async Task<Stage> GiveAsync(Backing backing, params Func<int, AppendFault>[] faults)
    {
        var saga = Saga();
        var stage = new Stage(backing, saga);
        try
        {
            World(stage.World);
            for (var run = 0; ; run++)
            {
                var node = await stage.StartAsync(run < faults.Length ? faults[run] : null, Configure);
                try
                {
                    var play = Play(stage, node);
                    await stage.Guard(Task.WhenAny(play, node.Died), "the play or the process to end");
                    if (!node.IsDead)
                    {
                        await play;
                        break;
                    }
                }
                catch (NodeDiedException)
                {
                }
            }

            var journal = await stage.StoredAsync(Id);
            var violations = Invariants.Check(journal, saga.On(stage.Node), stage.World, stage.Ledger);
            if (violations.Count > 0)
                throw new InvalidOperationException(stage.Describe(string.Join(Environment.NewLine, violations)));
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Every way to cut a process that appends so often: before and after each append.</summary>
    public static IEnumerable<(string Where, Func<int, AppendFault> Faults)> Cuts(int appends, AppendFault before = AppendFault.KillBefore,
        AppendFault after = AppendFault.KillAfter) =>
        from append in Enumerable.Range(1, appends)
        from fault in new[] { before, after }
        select ($"{fault} append {append}", (Func<int, AppendFault>)(n => n == append ? fault : AppendFault.None));
}
