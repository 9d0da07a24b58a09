using SagaDsl.Stores;
using SagaDsl.TestKit.Time;

namespace SagaDsl.TestKit.Sagas;

/// <summary>
/// A process that runs sagas, as far as it can be modelled inside a test: killed, it does nothing any more. Its timers
/// never fire, its calls never return, nothing it asks of the store is ever answered.
/// </summary>
public sealed class Node
{
    private readonly TaskCompletionSource _died = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Random _random;
    private SagaRuntime? _runtime;
    private volatile bool _dead;

    internal Node(int number, World world, Ledger ledger, ISagaStore store, Func<int, AppendFault>? faults, Network? network = null)
    {
        (Name, World, Network) = ($"node-{number}", world, network);
        Time = new NodeTime(world.Time);
        _random = new Random(number);
        Store = new NodeStore(this, store, ledger, faults ?? (static _ => AppendFault.None));
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What it calls.</summary>
    public World World { get; }

    /// <summary>How it reaches other processes; null: it does not.</summary>
    public Network? Network { get; }

    /// <summary>Its clock.</summary>
    public NodeTime Time { get; }

    /// <summary>Its store.</summary>
    public NodeStore Store { get; }

    /// <summary>What it runs.</summary>
    public SagaRuntime Runtime => _runtime ?? throw new InvalidOperationException("The node was not started.");

    /// <summary>A client of the second saga it runs.</summary>
    public SecondClient Second => Runtime.Client<SecondClient>();

    /// <summary>A client of the first saga it runs.</summary>
    public ScriptedClient Client => Runtime.Client<ScriptedClient>();

    /// <summary>Whether it was killed.</summary>
    public bool IsDead => _dead;

    /// <summary>Completes when it is killed.</summary>
    public Task Died => _died.Task;

    /// <summary>Ends it at once.</summary>
    public void Kill()
    {
        _dead = true;
        Time.Kill();
        _died.TrySetResult();
        World.Pulse.Beat();
    }

    internal async Task StartAsync(IReadOnlyList<Script> sagas, Action<SagaOptions>? configure, Action<SagaBuilder>? build)
    {
        var definitions = sagas.Where(s => s.Participant is null).Select(s => s.On(this)).ToList();
        _runtime = await SagaRuntime.StartAsync(builder =>
        {
            if (definitions.Count > 0)
                builder.Add(definitions[0], ScriptedJson.Default, runtime => new ScriptedClient(runtime, definitions[0]));
            if (definitions.Count > 1)
                builder.Add(definitions[1], ScriptedJson.Default, runtime => new SecondClient(runtime, definitions[1]));
            foreach (var participant in sagas.Where(s => s.Participant is not null).GroupBy(s => s.Participant!))
                builder.AddParticipant(participant.Key, [.. participant.Select(s => s.On(this))], ScriptedJson.Default);
            if (Network is not null)
                builder.UseTransport(_ => Network.Connect(this));
            builder.UseStore(() => Store).Configure(o =>
            {
                o.TimeProvider = Time;
                o.Node = Name;
                o.Random = Draw;
                // Not what most tests are about, and each poll is an instant that time cannot be moved past.
                o.InboxPolling = TimeSpan.FromMinutes(10);
                configure?.Invoke(o);
            });
            build?.Invoke(builder);
        });
    }

    private double Draw()
    {
        lock (_random)
            return _random.NextDouble();
    }

    internal Task UnlessDead() => _dead ? new TaskCompletionSource().Task : Task.CompletedTask;
}
