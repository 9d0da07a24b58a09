using SagaDsl.Journal;

namespace SagaDsl.Kernel;

/// <summary>Takes an instance over from a process that ended: which calls it may have cut off, and when they run again.</summary>
internal static class Takeover
{
    public static void Take(SagaState state, Turn turn)
    {
        List<InterruptedCall>? interrupted = null;
        var attention = -1;
        var halted = -1;
        foreach (var step in state.Open)
        {
            ref readonly var progress = ref state.Steps[step];
            var plan = state.Plan.Steps[step];
            if (progress.DueAt > turn.Now.UtcTicks || plan.Remote is not null)
                continue; // What a participant does was not cut off with this process.
            var count = progress.Interruptions + 1;
            DateTimeOffset? runAt = null;
            if (plan.AtMostOnce && progress.Phase == StepPhase.Action)
                halted = step;
            else
                runAt = count == 1 ? turn.Now : turn.Now.After(plan.RetryOf(progress.Phase).Delay(count - 1, turn.Random()));
            if (count >= state.Plan.AttentionAfter)
                attention = step;
            (interrupted ??= []).Add(new(plan.Name, progress.Phase, runAt));
        }

        turn.Emit(state, new OwnershipTaken((IReadOnlyList<InterruptedCall>?)interrupted ?? []));
        if (attention >= 0 && state.Attention is null)
            turn.Emit(state,
                new AttentionRaised(
                    $"Step '{state.Plan.Steps[attention].Name}' was interrupted {state.Steps[attention].Interruptions} times: " +
                    "its process keeps ending while it runs.", state.Plan.Steps[attention].Name));
        if (halted >= 0 && state.Status == SagaStatus.Running && state.Suspended is null or { By: not null })
            turn.Emit(state,
                new SagaSuspended(
                    $"Step '{state.Plan.Steps[halted].Name}' was interrupted, may have happened, and must never be attempted twice: find out whether it did. " +
                    "Retry it, supply its result, or skip it.", state.Plan.Steps[halted].Name));
    }
}
