using SagaDsl.Journal;

namespace SagaDsl.TestKit.Sagas;

/// <summary>Journal first, No overlap, Stable keys, Attempts within policy.</summary>
internal static class CallInvariants
{
    public static IEnumerable<string> Check(RunUnderTest run) =>
        [.. JournalFirst(run), .. NoOverlap(run), .. NoActionAfterItsUndo(run), .. StableKeys(run), .. AttemptsWithinPolicy(run)];

    private static IEnumerable<string> JournalFirst(RunUnderTest run)
    {
        foreach (var call in run.Calls)
        {
            var step = run.Chronicle.Steps[call.Step];
            if ((call.IsUndo ? step.UndoScheduled : step.Scheduled) is not [var intent, ..])
                yield return $"Journal first: {call} has no intent in the journal.";
            else if (run.Applied(intent) is not { } applied || applied > call.Began)
                yield return $"Journal first: {call} began before its intent was there.";
        }
    }

    // Within a process: what another one still runs, only keys and barriers can tell apart.
    private static IEnumerable<string> NoOverlap(RunUnderTest run)
    {
        foreach (var calls in run.Calls.GroupBy(c => (c.Node, c.Step)))
        {
            var treatedAsEnded = run.Chronicle.Of<CommandReceived>().Any(c => c.Command == OperatorCommand.TreatAsEnded && c.Step == calls.Key.Step);
            foreach (var (call, next) in calls.Zip(calls.Skip(1)))
            {
                if (!treatedAsEnded && (call.Ended is not { } ended || ended > next.Began))
                    yield return $"No overlap: {next} began while {call} was running.";
            }
        }
    }

    private static IEnumerable<string> NoActionAfterItsUndo(RunUnderTest run)
    {
        foreach (var undo in run.Calls.Where(c => c.IsUndo))
        {
            foreach (var action in run.Calls.Where(c => c.Step == undo.Step && !c.IsUndo && c.Began > undo.Began))
                yield return $"No overlap: {action} began after {undo}.";
        }
    }

    private static IEnumerable<string> StableKeys(RunUnderTest run)
    {
        if (run.Chronicle.Lines is not [{ Entry: SagaStarted started }, ..])
            yield break;
        foreach (var call in run.Calls)
        {
            var action = string.Join('/', new[] { started.KeyPrefix, started.Saga, call.Instance, call.Step }.Select(Escaped));
            var key = call.IsUndo ? action + "/undo" : action;
            if (call.Key != key)
                yield return $"Stable keys: {call} came with key {call.Key}, not {key}.";
            if (call.ActionKey != action)
                yield return $"Stable keys: {call} named {call.ActionKey} as its action's key, not {action}.";
        }

        foreach (var entry in run.Chronicle.Of<StepScheduled>())
        {
            foreach (var call in run.Calls.Where(c => c.Step == entry.Step && !c.IsUndo && c.Key != entry.Key))
                yield return $"Stable keys: {call} came with key {call.Key}, and {entry.Key} is journaled.";
        }
    }

    private static IEnumerable<string> AttemptsWithinPolicy(RunUnderTest run)
    {
        // Every resume and every retry-now grants a fresh budget.
        var budgets = 1 + run.Chronicle.Of<SagaResumed>().Count() +
            run.Chronicle.Of<CommandReceived>().Count(c => c.Command is OperatorCommand.RetryNow && c.Verdict == CommandVerdict.Accepted);
        foreach (var (name, step) in run.Chronicle.Steps)
        {
            var limit = step.Action.Retry?.MaxAttempts ?? (step.Definition.Kind == StepKind.Compensatable && step.Action.Retry is null ? 4 : null);
            if (limit is { } max && step.Failures.Count > max * budgets)
                yield return $"Attempts within policy: step {name} failed {step.Failures.Count} times, {max} attempts are allowed.";
            if (step.Definition.AtMostOnce && budgets == 1 && run.Calls.Count(c => c.Step == name && !c.IsUndo && c.Thrown is not StepPendingException) > 1)
                yield return $"Attempts within policy: step {name} was called more than once, and must never be.";
        }
    }

    private static string Escaped(string part) => part.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal);
}
