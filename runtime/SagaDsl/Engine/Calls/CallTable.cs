using SagaDsl.Kernel;

namespace SagaDsl.Engine;

/// <summary>The calls of one instance that are under way in this process, by step. Only the instance's own turn touches it.</summary>
internal sealed class CallTable(int steps) : InFlight
{
    // Nearly always there is one at a time.
    private StepCall? _only;
    private StepCall?[]? _calls;
    private HashSet<int>? _begun;
    private int _count;

    public override int Count => _count;

    /// <summary>Every call, in the order of their steps.</summary>
    public IEnumerable<StepCall> All => _calls is not null ? _calls.OfType<StepCall>() : _only is { } only ? [only] : [];

    public StepCall? this[int step] => _calls is not null ? _calls[step] : _only?.Step == step ? _only : null;

    public override CallPhase PhaseOf(int step) => this[step]?.Stage ?? CallPhase.None;

    public override bool MayHaveBegun(int step) => PhaseOf(step) >= CallPhase.Running || _begun?.Contains(step) == true;

    public void Add(StepCall call)
    {
        if (_count++ == 0 && _calls is null)
        {
            _only = call;
            return;
        }

        if (_calls is null)
        {
            _calls = new StepCall?[steps];
            _calls[_only!.Step] = _only;
            _only = null;
        }

        _calls[call.Step] = call;
    }

    public void Remove(StepCall call)
    {
        if (_calls is not null)
            _calls[call.Step] = null;
        else
            _only = null;
        _count--;
    }

    /// <summary>A call of the step may have begun, although none is here.</summary>
    public void Suspect(int step) => (_begun ??= []).Add(step);
}
