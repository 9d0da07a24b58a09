using System.Diagnostics;
using Shop.Checkout;

namespace Shop.Report;

/// <summary>How far a run is, and how long it stood still.</summary>
/// <param name="total">How many orders there are.</param>
internal sealed class RunProgress(int total)
{
    private readonly Lock _gate = new();
    private readonly Stopwatch _still = new();
    private OrderCounts _counts = new(total, 0, 0, 0, 0, 0, 0);
    private int _most;
    private TimeSpan _longest;

    /// <summary>How far it is.</summary>
    public OrderCounts Counts
    {
        get
        {
            lock (_gate)
                return _counts;
        }
    }

    /// <summary>The longest time in which no order ended, from the first word of the run on.</summary>
    public TimeSpan LongestStandstill
    {
        get
        {
            lock (_gate)
                return _longest;
        }
    }

    /// <summary>Takes in what the orchestrator says. One that was started again counts from zero, which is no progress.</summary>
    public void Set(OrderCounts counts)
    {
        lock (_gate)
        {
            _counts = counts;
            if (_still.Elapsed > _longest)
                _longest = _still.Elapsed;
            if (_still.IsRunning && counts.Ended <= _most)
                return;
            _most = Math.Max(_most, counts.Ended);
            _still.Restart();
        }
    }
}
