using SagaDsl.Journal;

namespace SagaDsl.Kernel;

/// <summary>Why an instance did not complete, read from its state: the same before and after a restart.</summary>
internal static class Failures
{
    public static SagaFailure? Of(SagaState state)
    {
        if (state.TurnedBack is not { } e)
            return state.Abandoned is { } given ? new(FailureCause.Cancelled, null, 0, null, Abandoning(given), given.By?.Actor, [], given.NotUndone) : null;

        var message = e.Cause switch
        {
            FailureCause.Rejected => e.Error!.Message,
            FailureCause.RetriesExhausted => $"Step '{e.Step}' failed {e.Attempts} times, its retry limit: {e.Error!.Message}",
            FailureCause.DeadlineExceeded => "The saga's deadline passed.",
            FailureCause.NoReply => $"Whether step '{e.Step}' was done is not known: {e.Error!.Message}",
            FailureCause.Undone => "The saga that it belongs to turned back.",
            FailureCause.ResultNotStorable => $"The result of step '{e.Step}' could not be stored: {e.Error!.Message}",
            _ => $"Cancelled by {e.By!.Actor}: {e.By.Reason}",
        };
        var left = state.Abandoned?.NotUndone ?? [];
        return new(e.Cause, e.Step, e.Attempts, e.Error?.Type, message, e.By?.Actor ?? state.Abandoned?.By?.Actor, Undone(state), left);
    }

    private static string Abandoning(SagaAbandoned e) => e.By is { } by ? $"Abandoned by {by.Actor}: {by.Reason}" : "Abandoned.";

    private static List<string> Undone(SagaState state)
    {
        var undone = new List<(int Order, string Name)>();
        for (var i = 0; i < state.Steps.Length; i++)
        {
            if (state.Steps[i].Undo == UndoState.Completed)
                undone.Add((state.Steps[i].UndoOrder, state.Plan.Steps[i].Name));
        }

        return [.. undone.OrderBy(u => u.Order).Select(u => u.Name)];
    }
}
