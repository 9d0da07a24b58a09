using SagaDsl.Journal;

namespace SagaDsl.Kernel;

/// <summary>Takes an instance over from a process that ended: which calls it may have cut off, and when they run again.</summary>
internal static class Ownership
{
    public static void Take(SagaState state, WriterId writer, DateTimeOffset now, double random, List<JournalEntry> entries)
    {
        List<InterruptedCall>? interrupted = null;
        var attention = -1;
        var halted = -1;
        for (var i = 0; i < state.Steps.Length; i++)
        {
            ref readonly var slot = ref state.Steps[i];
            if (!slot.IsOpen || slot.DueAt > now.UtcTicks)
                continue;
            var plan = state.Plan.Steps[i];
            var count = slot.Interruptions + 1;
            DateTimeOffset? runAt = null;
            if (plan.Definition.AtMostOnce && !slot.IsUndo)
                halted = i;
            else
                runAt = count == 1 ? now : now + (slot.IsUndo ? plan.UndoRetry : plan.Retry).Delay(count - 1, random);
            if (count >= state.Plan.AttentionAfter)
                attention = i;
            (interrupted ??= []).Add(new(plan.Name, slot.IsUndo, runAt));
        }

        Decider.Emit(state, entries, new OwnershipTaken((IReadOnlyList<InterruptedCall>?)interrupted ?? []));
        state.Owner = writer;
        if (attention >= 0 && state.Attention is null)
            Decider.Emit(state, entries,
                new AttentionRaised(
                    $"Step '{state.Plan.Steps[attention].Name}' was interrupted {state.Steps[attention].Interruptions} times: " +
                    "its process keeps ending while it runs.", state.Plan.Steps[attention].Name));
        if (halted >= 0 && state.Status == SagaStatus.Running && state.Suspended is null or { By: not null })
            Decider.Emit(state, entries,
                new SagaSuspended(
                    $"Step '{state.Plan.Steps[halted].Name}' was interrupted, may have happened, and must never be attempted twice: find out whether it did. " +
                    "Retry it, supply its result, or skip it.", state.Plan.Steps[halted].Name));
    }
}
