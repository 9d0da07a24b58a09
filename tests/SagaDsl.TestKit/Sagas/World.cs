using SagaDsl.TestKit.Time;

namespace SagaDsl.TestKit.Sagas;

/// <summary>
/// Everything outside the runtime: services that remember idempotency keys and follow a script, and the log of every
/// call that reached them, from whatever process.
/// </summary>
public sealed class World(VirtualTime time)
{
    private readonly Lock _gate = new();
    private readonly List<Call> _calls = [];
    private readonly Dictionary<string, int> _numbers = [];
    private readonly Dictionary<string, Act[]> _scripts = [];

    /// <summary>The clock.</summary>
    public VirtualTime Time => time;

    /// <summary>Beats with every call.</summary>
    public Pulse Pulse { get; } = new();

    /// <summary>Numbers calls and appends.</summary>
    public Sequence Sequence { get; } = new();

    /// <summary>All calls, in the order in which they began.</summary>
    public IReadOnlyList<Call> Calls
    {
        get
        {
            lock (_gate)
                return [.. _calls];
        }
    }

    /// <summary>Calls of living processes that have not ended.</summary>
    public IReadOnlyList<Call> Running => [.. Calls.Where(c => c.Ended is null && !c.Node.IsDead)];

    /// <summary>
    /// What the callee does: at the first call with a key the first act, and so on; the last one goes on for ever.
    /// </summary>
    /// <param name="label"><c>A1</c>, <c>C1</c>; for one instance only: <c>order-7/A1</c>.</param>
    /// <param name="acts">The acts.</param>
    public World On(string label, params Act[] acts)
    {
        lock (_gate)
            _scripts[label] = acts;
        return this;
    }

    /// <summary>The calls of an instance as labels: <c>A1 A2 C1</c>.</summary>
    public string Labels(string instance) => string.Join(' ', Calls.Where(c => c.Instance == instance).Select(c => c.Label));

    /// <summary>The effects at callees that remember keys: repeats of a key collapsed.</summary>
    public string Effects(string instance) =>
        string.Join(' ', Calls.Where(c => c.Instance == instance).DistinctBy(c => c.Key).Select(c => c.Label));

    internal async ValueTask<object?> CallAsync(Node node, StepContext context, bool isUndo, Func<IReadOnlyDictionary<int, StepValue?>> given)
    {
        await node.UnlessDead();
        Call call;
        Act act;
        lock (_gate)
        {
            var number = _numbers[context.IdempotencyKey] = _numbers.GetValueOrDefault(context.IdempotencyKey) + 1;
            call = new Call(this, node, context, isUndo, number);
            _calls.Add(call);
            var acts = _scripts.GetValueOrDefault($"{call.Instance}/{call.Label}") ?? _scripts.GetValueOrDefault(call.Label) ?? [Acts.Ok];
            act = acts[Math.Min(number, acts.Length) - 1];
        }

        Pulse.Beat();
        try
        {
            call.Given = given();
            var value = await act(call);
            await node.UnlessDead();
            call.End(null);
            return isUndo ? null : value;
        }
        catch (Exception e)
        {
            await node.UnlessDead();
            call.End(e);
            throw;
        }
        finally
        {
            Pulse.Beat();
        }
    }
}
