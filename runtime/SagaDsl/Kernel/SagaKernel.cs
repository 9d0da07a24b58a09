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
                turn.Emit(state, (SagaStarted)happened.Subject!);
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
            case SagaEventKind.MessageArrived:
                return TakeMessage(state, (SagaMessage)happened.Subject!, happened.Text, turn);
            default:
                throw new InvalidOperationException($"The kernel has no rule for {happened.Kind}.");
        }
    }

    /// <summary>Adds to the turn whatever follows from all that happened, and applies it.</summary>
    public static void Decide(SagaState state, Turn turn) => Decider.Decide(state, turn);

    private static Taken TakeMessage(SagaState state, SagaMessage message, string? problem, Turn turn)
    {
        if (state.Commands?.Contains(message.Id) == true)
            return new(Recording.Nothing);
        return new(Recording.Recorded, Commands.Take(state, message, problem, turn));
    }
}
