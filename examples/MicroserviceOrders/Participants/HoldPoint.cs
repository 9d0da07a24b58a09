using Shop.Processes;

namespace Shop.Participants;

/// <summary>
/// A process that hangs at the worst moment: it stops itself with an order in hand, before its effect, as a machine does that is paused or
/// swaps. Whoever continues it (<c>kill -CONT</c>) has a zombie, which goes on with what others have long undone.
/// </summary>
/// <param name="order">Which order; null: none.</param>
public sealed class HoldPoint(int? order)
{
    private bool _passed;

    /// <summary>Stops the process at the order that was named, once.</summary>
    public void Pass(int number)
    {
        if (number != order || _passed)
            return;
        _passed = true;
        Signals.Send(Environment.ProcessId, Signal.Stop);
    }
}
