namespace SagaDsl.Engine;

/// <summary>
/// Turns of an instance that wait for the store, and what goes on when they are over. Used again by the thread that comes out of it: an instance with a store
/// on disk waits once for each of its records.
/// </summary>
internal sealed class TurnsUnderWay
{
    [ThreadStatic]
    private static TurnsUnderWay? _spare;

    private readonly Action _over;
    private Instance? _instance;
    private ValueTask<StepCall?> _turns;

    private TurnsUnderWay() => _over = Over;

    /// <summary>Lets the instance go on when its turns are over.</summary>
    public static void Await(Instance instance, ValueTask<StepCall?> turns)
    {
        var underWay = _spare ?? new();
        _spare = null;
        (underWay._instance, underWay._turns) = (instance, turns);
        turns.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(underWay._over);
    }

    private void Over()
    {
        var (instance, turns) = (_instance!, _turns);
        (_instance, _turns) = (null, default);
        _spare = this;
        instance.GoOn(turns);
    }
}
