using SagaDsl.Journal;

namespace SagaDsl.Kernel;

internal static partial class Decider
{
    private static void Backward(SagaState state, Turn turn)
    {
        if (state.Undecided > 0 && !Settled(state, turn))
            return;

        var undoing = state.Undoing ??= new(state);
        ScheduleUndos(state, undoing, turn);
        if (undoing.Left == 0)
            turn.Emit(state, End(state, turn.InFlight));
        else if (state.OpenCount == 0 && turn.InFlight.Count == 0)
            turn.Emit(state, Blocked(state, undoing));
    }

    /// <summary>Every scheduled step gets its outcome before the first undo is scheduled. False: one is still awaited.</summary>
    private static bool Settled(SagaState state, Turn turn)
    {
        var settled = true;
        foreach (var step in state.Open)
        {
            ref readonly var progress = ref state.Steps[step];
            if (progress.State != StepState.Scheduled)
                continue;
            if (state.Plan.Steps[step].Remote is not null)
            {
                // What it was sent may arrive: only an undo, answered, says that it does no harm any more.
                turn.Emit(state, new StepInDoubt(state.Plan.Steps[step].Name, InDoubtCause.TurnedBack, progress.Error));
                continue;
            }

            var call = turn.InFlight.PhaseOf(step);
            var begun = progress.MayHaveBegun || turn.InFlight.MayHaveBegun(step);
            if (call is CallPhase.Running or CallPhase.Cancelled)
                settled = false;
            else if (call != CallPhase.Overdue && begun && MustAskAgain(state, step))
                settled = false;
            else if (!begun)
                turn.Emit(state, new StepNotBegun(state.Plan.Steps[step].Name));
            else
                turn.Emit(state, new StepInDoubt(state.Plan.Steps[step].Name, InDoubtCause.TurnedBack, progress.Error));
        }

        return settled;
    }

    /// <summary>A step in doubt whose undo needs its result is asked again, with the same key, while attempts remain.</summary>
    public static bool MustAskAgain(SagaState state, int step) =>
        state.UndoNeedsOwnResult(step)
        && state.Steps[step].DueAt != StepProgress.Halted
        && state.Plan.Steps[step].Retry.Allows(state.Steps[step].Attempts);

    /// <summary>
    /// Schedules the undos whose recorded dependents are all undone, in reverse order of outcomes. A call that still runs
    /// holds its undo back; a result that is missing blocks it.
    /// </summary>
    private static void ScheduleUndos(SagaState state, UndoFrontier undoing, Turn turn)
    {
        var ready = undoing.Ready;
        if (ready.Count > 1)
            ready.Sort((a, b) => state.Steps[b].OutcomeOrder - state.Steps[a].OutcomeOrder);
        var held = 0;
        for (var i = 0; i < ready.Count; i++)
        {
            var step = ready[i];
            if (turn.InFlight.PhaseOf(step) != CallPhase.None || state.MissingForUndo(step) >= 0)
                ready[held++] = step;
            else if (state.Plan.Steps[step].Remote is null)
                turn.Emit(state, new CompensationScheduled(state.Plan.Steps[step].Name, state.KeyOf(state.Plan.Steps[step].Name, StepPhase.Undo)));
            else
                Replies.AskToUndo(state, step, turn);
        }

        ready.RemoveRange(held, ready.Count - held);
    }

    private static SagaSuspended Blocked(SagaState state, UndoFrontier undoing)
    {
        foreach (var blocked in undoing.Ready)
        {
            var (step, needed) = (state.Plan.Steps[blocked].Name, state.Plan.Steps[state.MissingForUndo(blocked)].Name);
            return new($"The compensation of step '{step}' needs the result of step '{needed}', which is not known. Supply the result, " +
                "or undo it by hand and say so.", step);
        }

        throw new InvalidOperationException($"Instance '{state.Id}' has undos left that nothing blocks.");
    }

    private static JournalEntry End(SagaState state, InFlight inFlight)
    {
        var left = NotUndone(state, inFlight);
        return left.Count == 0 ? new SagaCompensated() : new SagaAbandoned(left, null);
    }

    /// <summary>The steps that may have happened, have a compensation, and were not undone.</summary>
    public static List<string> NotUndone(SagaState state, InFlight inFlight)
    {
        var left = new List<string>();
        for (var i = 0; i < state.Steps.Length; i++)
        {
            ref readonly var progress = ref state.Steps[i];
            var open = progress.State == StepState.Scheduled && progress.Undo == UndoState.None && (progress.MayHaveBegun || inFlight.MayHaveBegun(i));
            if (progress.Undo == UndoState.Skipped || open || state.NeedsUndo(i))
                left.Add(state.Plan.Steps[i].Name);
        }

        return left;
    }
}
