namespace SagaDsl.TestKit.Sagas;

/// <summary>
/// A run that follows from its seed: a definition, what its callees do, when its processes die, when its store fails, and
/// what people do to it. Thread timing may differ from run to run; what must hold does not.
/// </summary>
public sealed class RandomRun
{
    private static readonly string[] Labels = ["A", "C"];

    private readonly Random _random;
    private readonly int _interventions;
    private int _helped;

    /// <summary>The run of a seed.</summary>
    public RandomRun(int seed)
    {
        _random = new Random(seed);
        Saga = MakeSaga();
        _interventions = _random.Next(3) == 0 ? _random.Next(1, 4) : 0;
    }

    /// <summary>What runs.</summary>
    public Script Saga { get; }

    /// <summary>Gives the run, and checks the invariants.</summary>
    public Task<Stage> GiveAsync(Backing backing)
    {
        var performance = new Performance { Saga = () => Saga, World = SetUp, Play = PlayAsync };
        var lives = _random.Next(5);
        var faults = new Func<int, AppendFault>[lives];
        for (var life = 0; life < lives; life++)
            faults[life] = MakeFaults();
        return performance.GiveAsync(backing, faults);
    }

    private Script MakeSaga()
    {
        var script = new Script();
        if (_random.Next(4) == 0)
            script.Timeout = TimeSpan.FromSeconds(_random.Next(1, 60));
        var before = _random.Next(1, 7);
        for (var i = 0; i < before; i++)
        {
            var after = _random.Next(2) == 0 ? null : Enumerable.Range(0, i).Where(_ => _random.Next(3) == 0).ToArray();
            script.Step(
                after: after, undo: _random.Next(6) != 0, noCompensation: _random.Next(8) == 0 ? "reads only" : null, undoNeedsResult: _random.Next(3) == 0,
                retry: Retries.Times(_random.Next(1, 4)), undoRetry: _random.Next(5) == 0 ? Retries.Times(3) : Retries.EverySecond,
                timeout: _random.Next(4) == 0 ? TimeSpan.FromSeconds(5) : null, atMostOnce: _random.Next(8) == 0);
        }

        if (_random.Next(2) == 0)
            script.Pivot(retry: _random.Next(3) == 0 ? Retries.Times(3) : Retries.EverySecond);
        for (var i = _random.Next(3); i > 0; i--)
            script.Retriable(retry: _random.Next(3) == 0 ? Retries.Times(3) : Retries.EverySecond);
        return script;
    }

    private void SetUp(World world)
    {
        foreach (var step in Saga.Steps)
        {
            foreach (var label in Labels)
            {
                var acts = new List<Act>();
                for (var i = _random.Next(4) - 1; i > 0; i--)
                    acts.Add(Trouble());
                acts.Add(_random.Next(label == "C" ? 1 : 6) switch { 5 when step.Kind == StepKind.Compensatable => Acts.Fail(),
                    4 => Acts.Reject(definite: false), _ => Acts.Ok });
                // Only a callee that has done nothing so far may say that nothing was done.
                if (label == "A" && _random.Next(8) == 0)
                    acts = [.. acts.Where(_ => false), Acts.Pend(TimeSpan.FromSeconds(3)), Acts.Reject(definite: true)];
                world.On(label + step.Name, [.. acts]);
            }
        }
    }

    private Act Trouble() => _random.Next(6) switch
    {
        0 => Acts.Fail(),
        1 => Acts.Pend(TimeSpan.FromSeconds(_random.Next(0, 20))),
        2 => Acts.Slow(TimeSpan.FromSeconds(_random.Next(1, 10))),
        3 => Acts.SlowAndDeaf(TimeSpan.FromSeconds(_random.Next(1, 20))),
        4 => Acts.SlowAndDeaf(TimeSpan.FromSeconds(_random.Next(1, 10)), Acts.Fail()),
        _ => Acts.Unstorable,
    };

    // Drawn ahead: what befalls an append does not depend on which thread makes it.
    private Func<int, AppendFault> MakeFaults()
    {
        var (append, fault) = (_random.Next(1, 10), (AppendFault)_random.Next(1, 5));
        var (second, mortal) = (append + _random.Next(1, 4), _random.Next(2) == 0 ? AppendFault.KillBefore : AppendFault.KillAfter);
        return n => n == append ? fault : n == second ? mortal : AppendFault.None;
    }

    private async Task PlayAsync(Stage stage, Node node)
    {
        const string id = Performance.Id;
        var handle = await StartedAsync(stage, node);
        var goal = handle.WaitAsync().AsTask();
        for (var i = 0; i < _interventions; i++)
        {
            var calls = stage.World.Calls.Count + _random.Next(1, 5);
            await stage.DriveUntilAsync(() => Rests(stage) || stage.World.Calls.Count >= calls, "something happened");
            if (!Ended(stage))
                await InterveneAsync(stage, node,
                    [OperatorCommand.Cancel, OperatorCommand.Suspend, OperatorCommand.RetryNow, OperatorCommand.Skip, OperatorCommand.Supply]);
        }

        while (!Ended(stage))
        {
            await stage.DriveUntilAsync(() => Rests(stage), "it has ended or is suspended");
            if (Ended(stage))
                break;
            await stage.SettleAsync();
            await InterveneAsync(stage, node, ++_helped > 12
                ? [OperatorCommand.Abandon]
                : [OperatorCommand.Resume, OperatorCommand.Resume, OperatorCommand.Cancel, OperatorCommand.Supply, OperatorCommand.DoneByHand,
                    OperatorCommand.Skip]);
        }

        await stage.DriveAsync(goal);

        static bool Ended(Stage stage) => stage.Ledger.Statuses.TryGetValue(id, out var status) && status.Work == WorkState.Terminal;
        static bool Rests(Stage stage) => stage.Ledger.Statuses.TryGetValue(id, out var status) && status.Work is WorkState.Terminal or WorkState.Suspended;
    }

    // A start whose append was lost is repeated, as any client would.
    private static async Task<SagaHandle<StepValue>> StartedAsync(Stage stage, Node node)
    {
        while (true)
        {
            try
            {
                return await stage.DriveAsync(node.Client.StartAsync(Performance.Id, new Order(Performance.Id)));
            }
            catch (StoreUnavailableException)
            {
                await stage.PassAsync(TimeSpan.FromSeconds(1));
            }
        }
    }

    private async Task InterveneAsync(Stage stage, Node node, OperatorCommand[] choices)
    {
        var ann = node.Runtime.Instance(Performance.Id).As("ann", "trying");
        var step = node.Client.Ref(Saga.Steps[_random.Next(Saga.Steps.Count)].Name);
        using var patience = new CancellationTokenSource();
        var answer = choices[_random.Next(choices.Length)] switch
        {
            OperatorCommand.Cancel => ann.CancelAsync(patience.Token),
            OperatorCommand.Suspend => ann.SuspendAsync(patience.Token),
            OperatorCommand.RetryNow => ann.RetryNowAsync(patience.Token),
            OperatorCommand.Resume => ann.ResumeAsync(patience.Token),
            OperatorCommand.Skip => ann.SkipAsync(step, patience.Token),
            OperatorCommand.DoneByHand => ann.DoneByHandAsync(step, patience.Token),
            OperatorCommand.Abandon => ann.AbandonAsync(patience.Token),
            _ => ann.SupplyAsync(step, new StepValue(step.Name, "supplied"), patience.Token),
        };
        await stage.DriveAsync(answer);
    }
}
