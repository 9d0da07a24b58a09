namespace SagaDsl.TestKit.Sagas;

/// <summary>One call that reached the callee, as it was logged there.</summary>
public sealed class Call
{
    private readonly World _world;
    private int _parked;

    internal Call(World world, Node node, StepContext context, bool isUndo, int number)
    {
        _world = world;
        (Node, Context, IsUndo, Number) = (node, context, isUndo, number);
        (Instance, Step, Key, ActionKey, Attempt, ActionOutcome) =
            (context.InstanceId, context.StepName, context.IdempotencyKey, context.ActionKey, context.Attempt, context.ActionOutcome);
        BeganAt = world.Time.Now;
        Began = world.Sequence.Next();
    }

    /// <summary>The process that called.</summary>
    public Node Node { get; }

    /// <summary>What it said about itself.</summary>
    public StepContext Context { get; }

    /// <summary>Whether it is a compensation.</summary>
    public bool IsUndo { get; }

    /// <summary>The how many-th call with this key, from 1.</summary>
    public int Number { get; }

    /// <summary>The instance.</summary>
    public string Instance { get; }

    /// <summary>The step.</summary>
    public string Step { get; }

    /// <summary>Its idempotency key.</summary>
    public string Key { get; }

    /// <summary>The key of the action it undoes.</summary>
    public string ActionKey { get; }

    /// <summary>Which counted attempt it said it was.</summary>
    public int Attempt { get; }

    /// <summary>What was known of the action it undoes.</summary>
    public ActionOutcome ActionOutcome { get; }

    /// <summary>The values that the step was given: by step index.</summary>
    public IReadOnlyDictionary<int, StepValue?> Given { get; internal set; } = new Dictionary<int, StepValue?>();

    /// <summary>When it began, by the world's wall clock.</summary>
    public DateTimeOffset BeganAt { get; }

    /// <summary>Its place in the order of everything that happened.</summary>
    public long Began { get; }

    /// <summary>Where it ended in that order; null: it has not.</summary>
    public long? Ended { get; private set; }

    /// <summary>What it threw; null: it returned, or runs.</summary>
    public Exception? Thrown { get; private set; }

    /// <summary><c>A1</c> for the action of step 1, <c>C1</c> for its compensation.</summary>
    public string Label => (IsUndo ? "C" : "A") + Step;

    /// <summary>Whether it waits for time or for the test.</summary>
    public bool IsParked => Volatile.Read(ref _parked) > 0;

    /// <summary>The result that this call would have.</summary>
    public StepValue Value() => new(Step, Key);

    internal async Task ParkAsync(Task wait)
    {
        Interlocked.Increment(ref _parked);
        _world.Pulse.Beat();
        try
        {
            await wait;
        }
        finally
        {
            Interlocked.Decrement(ref _parked);
        }
    }

    internal void Block(Task until) => ParkAsync(until).GetAwaiter().GetResult();

    internal void End(Exception? thrown) => (Ended, Thrown) = (_world.Sequence.Next(), thrown);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{BeganAt:HH:mm:ss.fff} #{Began}-{Ended?.ToString() ?? "…"} {Node.Name} {Instance} {Label}({Number}, " +
        $"attempt {Attempt}){(Thrown is null ? "" : $" ! {Thrown.GetType().Name}: {TextOf(Thrown)}")}";

    // Some tests throw exceptions whose text throws.
    private static string TextOf(Exception exception)
    {
        try
        {
            return exception.Message;
        }
        catch (Exception e)
        {
            return $"(its text throws {e.GetType().Name})";
        }
    }
}
