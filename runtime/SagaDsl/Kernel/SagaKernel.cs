using SagaDsl.Journal;
using SagaDsl.Stores;

namespace SagaDsl.Kernel;

/// <summary>
/// The kernel's door: an event goes in, and then the journal says whatever follows. No clock, no randomness of its own, no
/// tasks, no effects: the same state, events and turn give the same entries.
/// </summary>
internal static class SagaKernel
{
    /// <summary>Takes an event in: adds the entries that say what happened, and applies them.</summary>
    public static Taken Take(SagaState state, in SagaEvent happened, Turn turn)
    {
        switch (happened.Kind)
        {
            case SagaEventKind.Started:
                foreach (var entry in happened.Subject as JournalEntry[] ?? [])
                    turn.Emit(state, entry);
                if (happened.Subject is SagaStarted started)
                    turn.Emit(state, started);
                return new(Recording.Recorded);
            case SagaEventKind.TakenOver:
                Takeover.Take(state, turn);
                return new(Recording.Recorded);
            case SagaEventKind.CallEnded:
                return new(Outcomes.Record(state, happened.Step, happened.Phase, happened.Outcome, turn));
            case SagaEventKind.CallOverdue:
                if (state.IsTerminal || state.Attention is not null)
                    return new(Recording.Nothing);
                turn.Emit(state, new AttentionRaised(happened.Text!, state.Plan.Steps[happened.Step].Name));
                return new(Recording.Recorded);
            case SagaEventKind.Unanswered:
                return new(Replies.Unanswered(state, happened.Step, turn));
            case SagaEventKind.ReplyArrived:
                return new(Replies.Take(state, happened.Step, happened.Phase, (Reply)happened.Subject!, turn));
            case SagaEventKind.ReplyUnreadable:
                return new(Replies.Unreadable(state, happened.Step, (StepError)happened.Subject!, turn));
            case SagaEventKind.NotSent:
                return new(Replies.NotSent(state, happened.Step, happened.Text!, turn));
            case SagaEventKind.UndoAsked:
                return new(TurnBack(state, turn));
            case SagaEventKind.MessageArrived:
                return TakeMessage(state, (SagaMessage)happened.Subject!, happened.Text, turn);
            default:
                throw new InvalidOperationException($"The kernel has no rule for {happened.Kind}.");
        }
    }

    /// <summary>Adds to the turn whatever follows from all that happened, and applies it.</summary>
    public static void Decide(SagaState state, Turn turn) => Decider.Decide(state, turn);

    private static Recording TurnBack(SagaState state, Turn turn)
    {
        if (state.Status != SagaStatus.Running || state.Committed || state.Plan.Steps[0].Kind != StepKind.Compensatable)
            return Recording.Nothing;
        turn.Emit(state, new CompensationStarted(FailureCause.Undone));
        return Recording.Recorded;
    }

    private static Taken TakeMessage(SagaState state, SagaMessage message, string? problem, Turn turn)
    {
        if (state.Commands?.Contains(message.Id) == true)
            return new(Recording.Nothing);
        return new(Recording.Recorded, Commands.Take(state, message, problem, turn));
    }
}
