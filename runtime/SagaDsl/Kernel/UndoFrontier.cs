namespace SagaDsl.Kernel;

/// <summary>
/// How far the way back is, once every scheduled step has its outcome: which steps are left to undo, and which of them no
/// undone step stands behind any more. Derived from the state; each undo costs the edges of its step.
/// </summary>
internal sealed class UndoFrontier
{
    private readonly int[] _waits;
    private readonly List<int> _ready = [];

    public UndoFrontier(SagaState state)
    {
        var steps = state.Plan.Steps;
        _waits = new int[steps.Length];
        for (var t = steps.Length - 1; t >= 0; t--)
        {
            var i = state.Plan.Topological[t];
            foreach (var next in steps[i].Successors)
            {
                if (_waits[next] > 0 || state.NeedsUndo(next))
                    _waits[i]++;
            }

            if (!state.NeedsUndo(i))
                continue;
            Left++;
            if (_waits[i] == 0 && state.Steps[i].Undo == UndoState.None)
                _ready.Add(i);
        }
    }

    /// <summary>How many steps are left to undo.</summary>
    public int Left { get; private set; }

    /// <summary>Steps whose compensation may begin as far as the order goes.</summary>
    public List<int> Ready => _ready;

    /// <summary>A step is undone, or left as it is: those before it may follow.</summary>
    public void Passed(SagaState state, int step)
    {
        Left--;
        _ready.Remove(step);
        if (_waits[step] > 0)
            return; // A person left it as it is before its turn: those before it wait for what stands behind it.
        var passed = new Stack<int>([step]);
        while (passed.TryPop(out var next))
        {
            foreach (var before in state.Plan.Steps[next].After)
            {
                if (--_waits[before] > 0)
                    continue;
                if (state.NeedsUndo(before))
                    _ready.Add(before);
                else
                    passed.Push(before);
            }
        }
    }
}
