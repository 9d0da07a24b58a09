using SagaDsl.Journal;

namespace SagaDsl.Kernel;

internal static partial class Decider
{
    private static void Backward(SagaState state, List<JournalEntry> entries)
    {
        if (!Settled(state, entries))
            return;

        var (left, scheduled) = ScheduleUndos(state, entries);
        if (left == 0)
            Emit(state, entries, End(state));
        else if (scheduled == 0)
            Emit(state, entries, Blocked(state));
    }

    /// <summary>Every scheduled step gets its outcome before the first undo is scheduled. False: one is still awaited.</summary>
    private static bool Settled(SagaState state, List<JournalEntry> entries)
    {
        var settled = true;
        for (var i = 0; i < state.Steps.Length; i++)
        {
            ref readonly var slot = ref state.Steps[i];
            if (slot.State != StepState.Scheduled)
                continue;
            if (slot.Call is CallPhase.Running or CallPhase.Cancelled)
                settled = false;
            else if (slot.Call != CallPhase.Overdue && slot.MayHaveBegun && MustAskAgain(state, i))
                settled = false;
            else if (!slot.MayHaveBegun)
                Emit(state, entries, new StepNotBegun(state.Plan.Steps[i].Name));
            else
                Emit(state, entries, new StepInDoubt(state.Plan.Steps[i].Name, InDoubtCause.TurnedBack, slot.Error));
        }

        return settled;
    }

    /// <summary>A step in doubt whose undo needs its result is asked again, with the same key, while attempts remain.</summary>
    public static bool MustAskAgain(SagaState state, int step) =>
        state.UndoNeedsOwnResult(step)
        && state.Steps[step].DueAt != StepSlot.Halted
        && state.Plan.Steps[step].Retry.Allows(state.Steps[step].Attempts);

    /// <summary>
    /// Schedules the undos whose recorded dependents are all undone, in reverse order of outcomes. A call that still runs
    /// holds its undo back; a result that is missing blocks it.
    /// </summary>
    private static (int Left, int Open) ScheduleUndos(SagaState state, List<JournalEntry> entries)
    {
        var steps = state.Plan.Steps;
        Span<bool> undone = steps.Length <= 256 ? stackalloc bool[steps.Length] : new bool[steps.Length];
        int left = 0, open = 0, ready = 0;
        Span<int> order = steps.Length <= 256 ? stackalloc int[steps.Length] : new int[steps.Length];

        for (var t = steps.Length - 1; t >= 0; t--)
        {
            var i = state.Plan.Topological[t];
            var free = true;
            foreach (var successor in steps[i].Successors)
                free &= undone[successor];

            undone[i] = free && !state.NeedsUndo(i);
            if (!state.NeedsUndo(i))
                continue;
            left++;
            ref readonly var slot = ref state.Steps[i];
            if (slot.Undo == UndoState.Scheduled || slot.Call != CallPhase.None)
                open++;
            else if (free && state.MissingForUndo(i) < 0)
                order[ready++] = i;
        }

        order = order[..ready];
        if (ready > 1)
            LatestFirst(state, order);
        foreach (var i in order)
            Emit(state, entries, new CompensationScheduled(steps[i].Name, StepKey.Under(state.KeyRoot)));
        return (left, open + ready);
    }

    private static void LatestFirst(SagaState state, Span<int> order) => order.Sort((a, b) => state.Steps[b].OutcomeOrder - state.Steps[a].OutcomeOrder);

    private static SagaSuspended Blocked(SagaState state)
    {
        for (var i = 0; i < state.Steps.Length; i++)
        {
            if (state.NeedsUndo(i) && state.MissingForUndo(i) is >= 0 and var missing)
            {
                var (step, needed) = (state.Plan.Steps[i].Name, state.Plan.Steps[missing].Name);
                return new($"The compensation of step '{step}' needs the result of step '{needed}', which is not known. Supply the result, " +
                    "or undo it by hand and say so.", step);
            }
        }

        throw new InvalidOperationException($"Instance '{state.Id}' has undos left that nothing blocks.");
    }

    private static JournalEntry End(SagaState state)
    {
        var left = NotUndone(state);
        return left.Count == 0 ? new SagaCompensated() : new SagaAbandoned(left, null);
    }

    /// <summary>The steps that may have happened, have a compensation, and were not undone.</summary>
    public static List<string> NotUndone(SagaState state)
    {
        var left = new List<string>();
        for (var i = 0; i < state.Steps.Length; i++)
        {
            ref readonly var slot = ref state.Steps[i];
            var open = slot.State == StepState.Scheduled && slot.MayHaveBegun && slot.Undo == UndoState.None;
            if (slot.Undo == UndoState.Skipped || open || state.NeedsUndo(i))
                left.Add(state.Plan.Steps[i].Name);
        }

        return left;
    }
}
