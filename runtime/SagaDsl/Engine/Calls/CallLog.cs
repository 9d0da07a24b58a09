using SagaDsl.Journal;

namespace SagaDsl.Engine;

/// <summary>Tells the log what calls threw, as loudly as what follows from it: the journal keeps the text, the log the stack trace.</summary>
internal static class CallLog
{
    /// <summary>Logs how a call ended, unless it was Ok.</summary>
    /// <param name="services">Whose log.</param>
    /// <param name="call">The call.</param>
    /// <param name="entries">What the journal is told.</param>
    /// <param name="from">Where that begins which is told of this call.</param>
    public static void Ended(EngineServices services, StepCall call, IReadOnlyList<JournalEntry> entries, int from)
    {
        var timedOut = call is { Counted: true, Exception: null };
        if (call.Exception is null && !timedOut)
            return;
        var (saga, id, what) = (call.Instance.Saga.Plan.Name, call.Instance.Id, call.Phase == StepPhase.Undo ? "compensation of step" : "step");
        if (call.Exception is StepPendingException)
        {
            services.Log.CallPending(saga, id, what, call.StepName, call.Attempt);
            return;
        }

        var (halted, attention, rejected) = (false, false, false);
        for (var i = from; i < entries.Count; i++)
        {
            halted |= entries[i] is SagaSuspended { By: null } or StepInDoubt { Cause: not InDoubtCause.TurnedBack };
            attention |= entries[i] is AttentionRaised;
            rejected |= entries[i] is StepRejected;
        }

        if (halted)
            services.Log.CallGaveUp(saga, id, what, call.StepName, call.Attempt, call.Exception);
        else if (attention)
            services.Log.CallNeedsAttention(saga, id, what, call.StepName, call.Attempt, call.Exception);
        else if (rejected)
            services.Log.CallRejected(saga, id, what, call.StepName, call.Attempt, call.Exception);
        else
            services.Log.CallFailed(saga, id, what, call.StepName, call.Attempt, call.Exception);
    }
}
