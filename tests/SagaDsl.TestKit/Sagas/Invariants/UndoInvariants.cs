using SagaDsl.Journal;

namespace SagaDsl.TestKit.Sagas;

/// <summary>All or nothing on the way back, Only what may have happened is undone, and the order of undos.</summary>
internal static class UndoInvariants
{
    public static IEnumerable<string> Check(RunUnderTest run) => [.. OnlyWhatMayHaveHappened(run), .. OutcomesFirst(run), .. InReverse(run), .. TokenRule(run)];

    private static IEnumerable<string> OnlyWhatMayHaveHappened(RunUnderTest run)
    {
        foreach (var (name, step) in run.Chronicle.Steps)
        {
            if (step.UndoScheduled.Count + step.Undone.Count == 0)
                continue;
            // Cut off by the end of a process, it may have been called for all that the journal can know.
            var mayHaveBegun = run.Calls.Any(c => c.Step == name && !c.IsUndo)
                || run.Chronicle.Of<OwnershipTaken>().Any(e => e.Interrupted.Any(i => i.Step == name));
            var attemptedAndSkipped = step.State == StepState.Skipped && mayHaveBegun;
            if (!attemptedAndSkipped && step.State is not (StepState.Completed or StepState.InDoubt))
                yield return $"Only what may have happened is undone: step {name} is {step.State}, and was undone.";
            if (!step.HasUndo && run.Calls.Any(c => c.Step == name && c.IsUndo))
                yield return $"Only what may have happened is undone: step {name} has no compensation, and it was called.";
        }

        if (run.Chronicle.TurnedBack is null && run.Calls.Any(c => c.IsUndo))
            yield return "Only what may have happened is undone: a compensation ran in a saga that has not turned back.";
    }

    // Every scheduled step has its outcome before the first undo is scheduled.
    private static IEnumerable<string> OutcomesFirst(RunUnderTest run)
    {
        if (run.Chronicle.Steps.Values.SelectMany(s => s.UndoScheduled).MinBy(l => l.At) is not { } first)
            yield break;
        foreach (var (name, step) in run.Chronicle.Steps)
        {
            if (step.Scheduled.Count > 0 && (step.Outcomes.Count == 0 || step.Outcomes[0].Line.At > first.At))
                yield return $"Order: the first undo was scheduled before step {name} had its outcome.";
        }
    }

    // An undo is scheduled when those of all recorded dependents are done; those ready, in reverse of their outcomes.
    private static IEnumerable<string> InReverse(RunUnderTest run)
    {
        for (var i = 0; i < run.Definition.Steps.Count; i++)
        {
            var step = run.Chronicle.Steps[run.Definition.Steps[i].Name];
            if (step.UndoScheduled is not [var scheduled, ..])
                continue;
            foreach (var dependent in Dependents(run, i).Where(d => d.HasUndo && (d.State is StepState.Completed or StepState.InDoubt)))
            {
                var gone = dependent.Undone.Concat(dependent.UndoSkipped).Any(l => l.At < scheduled.At);
                if (!gone)
                    yield return $"Order: the undo of step {step.Definition.Name} was scheduled before that of step {dependent.Definition.Name}, " +
                        "which came after it, was done.";
            }
        }

        foreach (var together in run.Chronicle.Steps.Values.SelectMany(s => s.UndoScheduled.Select(l => (Step: s, Line: l))).GroupBy(x => x.Line.Record))
        {
            var ordered = together.OrderBy(x => x.Line.At).Select(x => x.Step.Outcomes[0].Line.At).ToList();
            if (ordered.Zip(ordered.Skip(1)).Any(pair => pair.Second > pair.First))
                yield return $"Order: undos in record {together.Key.Position} are not in reverse order of their steps' outcomes.";
        }
    }

    // An undo begins only when no call of its action, in this process, is running: and knows what became of it.
    private static IEnumerable<string> TokenRule(RunUnderTest run)
    {
        foreach (var undo in run.Calls.Where(c => c.IsUndo))
        {
            var state = run.Chronicle.Steps[undo.Step].Outcomes.FirstOrDefault().State;
            var expected = state == StepState.Completed ? ActionOutcome.Ok : ActionOutcome.InDoubt;
            var supplied = run.Chronicle.Of<StepCompleted>().Any(e => e.Step == undo.Step && e.By is not null);
            if (!supplied && undo.ActionOutcome != expected)
                yield return $"Order: {undo} was told that its action is {undo.ActionOutcome}; the journal says {state}.";
        }
    }

    // Each step is looked at once: there may be exponentially many ways to it.
    private static IEnumerable<StepChronicle> Dependents(RunUnderTest run, int step)
    {
        var found = new HashSet<int>();
        var open = new Stack<int>([step]);
        while (open.TryPop(out var next))
        {
            for (var i = 0; i < run.Definition.Steps.Count; i++)
            {
                if (run.Definition.Steps[i].After.Contains(next) && found.Add(i))
                    open.Push(i);
            }
        }

        return found.Select(i => run.Chronicle.Steps[run.Definition.Steps[i].Name]);
    }
}
