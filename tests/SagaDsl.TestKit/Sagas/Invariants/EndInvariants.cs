using SagaDsl.Definition;
using SagaDsl.Journal;

namespace SagaDsl.TestKit.Sagas;

/// <summary>All or nothing: what an end says is so.</summary>
internal static class EndInvariants
{
    public static IEnumerable<string> Check(RunUnderTest run) => run.Chronicle.End?.Entry switch
    {
        SagaCompleted => Completed(run),
        SagaCompensated => Compensated(run),
        SagaAbandoned e => Abandoned(run, e),
        _ => [],
    };

    private static IEnumerable<string> Completed(RunUnderTest run)
    {
        foreach (var (name, step) in run.Chronicle.Steps)
        {
            if (step.State is not (StepState.Completed or StepState.Skipped))
                yield return $"All or nothing: the saga is completed, and step {name} is {step.State}.";
        }

        foreach (var undo in run.Calls.Where(c => c.IsUndo))
            yield return $"All or nothing: the saga is completed, and {undo} ran.";
    }

    private static IEnumerable<string> Compensated(RunUnderTest run)
    {
        if (run.Chronicle.TurnedBack is null)
            yield return "All or nothing: the saga is compensated, and never turned back.";
        foreach (var (name, step) in run.Chronicle.Steps)
        {
            if (step.State == StepState.Scheduled)
                yield return $"All or nothing: the saga is compensated, and step {name} has no outcome.";
            if (step.NeedsUndo && step.Undone.Count != 1)
                yield return $"All or nothing: the saga is compensated, and step {name}, {step.State}, was undone {step.Undone.Count} times.";

            // The callee's own view: what it may have done, it was asked to undo, and did.
            var mayHaveHappened =
                run.Calls.Any(c => c.Step == name && !c.IsUndo && c.Thrown is not (StepRejectedException or StepPendingException or RefusedException));
            // A callee that remembers keys and refuses speaks for its earlier calls too.
            mayHaveHappened &= !run.Calls.Any(c => c.Step == name && !c.IsUndo && IsDefinite(c.Thrown, step.Action));
            var byHand = run.Chronicle.Of<CompensationCompleted>().Any(e => e.Step == name && e.By is not null);
            if (mayHaveHappened && step.HasUndo && !byHand && !run.Calls.Any(c => c.Step == name && c.IsUndo && c.Thrown is null))
                yield return $"All or nothing: the saga is compensated, the callee of step {name} may have done it, and never undid it.";
        }
    }

    private static bool IsDefinite(Exception? thrown, MethodDefinition step) =>
        thrown is StepRejectedException { Definite: true } || step.RejectOn.Any(r => r.Definite && r.Exception.IsInstanceOfType(thrown));

    private static IEnumerable<string> Abandoned(RunUnderTest run, SagaAbandoned end)
    {
        foreach (var (name, step) in run.Chronicle.Steps)
        {
            var left = step.NeedsUndo && step.Undone.Count == 0 && run.Calls.Any(c => c.Step == name && !c.IsUndo);
            if (left && !end.NotUndone.Contains(name))
                yield return $"All or nothing: the saga is abandoned, step {name} was not undone, and the end does not say so.";
        }
    }
}
