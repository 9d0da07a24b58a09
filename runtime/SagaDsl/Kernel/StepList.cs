namespace SagaDsl.Kernel;

/// <summary>
/// Some of an instance's steps, in the order in which they came: linked through the steps themselves, so that it costs nothing to have, to enter and to leave.
/// A step is in one list at most.
/// </summary>
internal struct StepList
{
    private int _first;
    private int _last;

    public int Count { get; private set; }

    /// <summary>The first one, or -1.</summary>
    public readonly int First => _first - 1;

    /// <summary>The one behind another, or -1.</summary>
    public static int After(StepProgress[] steps, int step) => steps[step].Next - 1;

    public void Add(StepProgress[] steps, int step)
    {
        ref var added = ref steps[step];
        (added.Previous, added.Next) = (_last, 0);
        if (_last == 0)
            _first = step + 1;
        else
            steps[_last - 1].Next = step + 1;
        _last = step + 1;
        Count++;
    }

    public void Remove(StepProgress[] steps, int step)
    {
        ref var removed = ref steps[step];
        if (removed.Previous == 0)
            _first = removed.Next;
        else
            steps[removed.Previous - 1].Next = removed.Next;
        if (removed.Next == 0)
            _last = removed.Previous;
        else
            steps[removed.Next - 1].Previous = removed.Previous;
        (removed.Previous, removed.Next) = (0, 0);
        Count--;
    }
}
