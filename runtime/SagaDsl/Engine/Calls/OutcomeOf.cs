using SagaDsl.Definition;
using SagaDsl.Journal;
using SagaDsl.Kernel;

namespace SagaDsl.Engine;

/// <summary>Turns what user code threw into an outcome.</summary>
internal static class OutcomeOf
{
    public static CallOutcome Failure(MethodDefinition method, Exception exception)
    {
        switch (exception)
        {
            case StepRejectedException rejected:
                return new(CallOutcomeKind.Rejected, Error: StepError.From(exception), Definite: rejected.Definite);
            case StepPendingException pending:
                return new(CallOutcomeKind.Pending, RetryAfter: pending.RetryAfter);
        }

        foreach (var rejection in method.RejectOn)
        {
            if (rejection.Exception.IsInstanceOfType(exception))
                return new(CallOutcomeKind.Rejected, Error: StepError.From(exception), Definite: rejection.Definite);
        }

        return new(CallOutcomeKind.Unknown, Error: StepError.From(exception));
    }

    public static CallOutcome TimedOut(StepCall call, TimeSpan timeout) => new(
        CallOutcomeKind.Unknown,
        Error: new(typeof(TimeoutException).FullName!,
            $"{(call.Phase == StepPhase.Undo ? "The compensation of step" : "Step")} '{call.StepName}' did not end within {Spoken.Of(timeout)}."));
}
