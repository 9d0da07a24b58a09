using SagaDsl.Kernel;

namespace SagaDsl.Engine;

/// <summary>The calls of one instance that are under way in this process, by step. Only the instance's own turn touches it.</summary>
internal sealed class CallTable(int steps) : InFlight
{
    private StepCall?[]? _calls;
    private HashSet<int>? _begun;
    private int _count;

    public override int Count => _count;

    public override CallPhase PhaseOf(int step) => _calls?[step]?.Stage ?? CallPhase.None;

    public override bool MayHaveBegun(int step) => PhaseOf(step) >= CallPhase.Running || _begun?.Contains(step) == true;

    public StepCall? this[int step] => _calls?[step];

    /// <summary>Every call, in the order of their steps.</summary>
    public IEnumerable<StepCall> All => _calls?.OfType<StepCall>() ?? [];

    public void Add(StepCall call)
    {
        (_calls ??= new StepCall?[steps])[call.Step] = call;
        _count++;
    }

    public void Remove(StepCall call)
    {
        _calls![call.Step] = null;
        _count--;
    }

    /// <summary>A call of the step may have begun, although none is here.</summary>
    public void Suspect(int step) => (_begun ??= []).Add(step);
}
