using SagaDsl.Definition;
using SagaDsl.Journal;
using SagaDsl.Kernel;

namespace SagaDsl.Engine;

/// <summary>Turns what user code threw into an outcome.</summary>
internal static class OutcomeOf
{
    public static StepOutcome Failure(StepDefinition step, StepCall call, Exception exception)
    {
        switch (exception)
        {
            case StepRejectedException rejected:
                return new(OutcomeKind.Rejected, Error: StepError.From(exception), Definite: rejected.Definite);
            case StepPendingException pending:
                return new(OutcomeKind.Pending, RetryAfter: pending.RetryAfter);
        }

        if (!call.IsUndo)
        {
            foreach (var rejection in step.RejectOn)
            {
                if (rejection.Exception.IsInstanceOfType(exception))
                    return new(OutcomeKind.Rejected, Error: StepError.From(exception), Definite: rejection.Definite);
            }
        }

        return new(OutcomeKind.Unknown, Error: StepError.From(exception));
    }

    public static StepOutcome TimedOut(StepCall call, TimeSpan timeout) => new(
        OutcomeKind.Unknown,
        Error: new(typeof(TimeoutException).FullName!,
            $"{(call.IsUndo ? "The compensation of step" : "Step")} '{call.StepName}' did not end within {Spoken.Of(timeout)}."));
}
