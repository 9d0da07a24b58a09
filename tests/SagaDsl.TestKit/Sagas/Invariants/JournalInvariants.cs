using SagaDsl.Journal;

namespace SagaDsl.TestKit.Sagas;

/// <summary>One history, Terminal is final, No orphan, Nothing lost, Commit point.</summary>
internal static class JournalInvariants
{
    public static IEnumerable<string> Check(RunUnderTest run) =>
        [.. OneHistory(run), .. OneOfEach(run), .. InOrder(run), .. TerminalIsFinal(run), .. NoOrphan(run), .. NothingLost(run), .. CommitPoint(run)];

    private static IEnumerable<string> OneHistory(RunUnderTest run)
    {
        var records = run.Stored.Records;
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].Position != i)
                yield return $"One history: record {i} says that it is at position {records[i].Position}.";
            if (records[i].Entries.Count == 0)
                yield return $"One history: record {i} is empty.";
            if (records[i].Previous != (i == 0 ? default : records[i - 1].Hash))
                yield return $"One history: record {i} does not follow the hash of the one before it.";
            if (records[i].Entries[0] is SagaStarted != (i == 0) || records[i].Entries.Skip(1).OfType<SagaStarted>().Any())
                yield return $"One history: SagaStarted must be the first entry, once: record {i}.";
        }
    }

    private static IEnumerable<string> OneOfEach(RunUnderTest run)
    {
        foreach (var (name, step) in run.Chronicle.Steps)
        {
            if (step.Scheduled.Count > 1)
                yield return $"One history: step {name} was scheduled {step.Scheduled.Count} times.";
            if (step.UndoScheduled.Count > 1)
                yield return $"One history: the undo of step {name} was scheduled {step.UndoScheduled.Count} times.";
            if (step.Undone.Count > 1)
                yield return $"One history: step {name} was undone {step.Undone.Count} times.";
            if (step.Outcomes.Count(o => o.State == StepState.Completed) > 1)
                yield return $"One history: step {name} was completed more than once.";
            var numbers = step.Failures.Select(l => ((StepAttemptFailed)l.Entry).Attempt).ToList();
            if (numbers.Zip(numbers.Skip(1)).Any(pair => pair.Second != pair.First + 1 && pair.Second != 1))
                yield return $"One history: the failed attempts of step {name} are numbered {string.Join(", ", numbers)}.";
        }

        if (run.Chronicle.Of<CompensationStarted>().Count() > 1)
            yield return "One history: the saga turned back twice.";
    }

    // A step is scheduled only when everything it waits for is done.
    private static IEnumerable<string> InOrder(RunUnderTest run)
    {
        foreach (var step in run.Definition.Steps)
        {
            if (run.Chronicle.Steps[step.Name].Scheduled is not [var scheduled, ..])
                continue;
            foreach (var before in step.After.Select(i => run.Chronicle.Steps[run.Definition.Steps[i].Name]))
            {
                if (!before.Outcomes.Any(o => o.State is StepState.Completed or StepState.Skipped && o.Line.At < scheduled.At))
                    yield return $"Order: step {step.Name} was scheduled before step {before.Definition.Name} was done.";
            }

            if (run.Chronicle.TurnedBack is { } back && back.At < scheduled.At)
                yield return $"Order: step {step.Name} was scheduled after the saga had turned back.";
        }
    }

    private static IEnumerable<string> TerminalIsFinal(RunUnderTest run)
    {
        if (run.Chronicle.End is not { } end)
            yield break;
        if (end.At != run.Chronicle.Lines.Count - 1)
            yield return $"Terminal is final: {run.Chronicle.Lines[end.At + 1].Entry} follows {end.Entry}.";
        if (run.Applied(end) is { } ended)
        {
            foreach (var call in run.Calls.Where(c => c.Began > ended))
                yield return $"Terminal is final: {call} began after the end was recorded.";
        }
    }

    // From the store alone it can be told what is to be done.
    private static IEnumerable<string> NoOrphan(RunUnderTest run)
    {
        var (status, end) = (run.Stored.Status, run.Chronicle.End?.Entry);
        if ((end is not null) != (status.Work == WorkState.Terminal))
            yield return $"No orphan: the store says {status.Work}, and the journal {(end is null ? "has no end" : "ended")}.";
        if ((status.Work == WorkState.Due) != status.DueAt.HasValue)
            yield return $"No orphan: {status.Work} with due time {status.DueAt}.";
        var expected = end switch
        {
            SagaCompleted => SagaStatus.Completed,
            SagaCompensated => SagaStatus.Compensated,
            SagaAbandoned => SagaStatus.Abandoned,
            _ => run.Chronicle.TurnedBack is null ? SagaStatus.Running : SagaStatus.Compensating,
        };
        if (status.Saga != expected)
            yield return $"No orphan: the store says {status.Saga}, and the journal {expected}.";
    }

    private static IEnumerable<string> NothingLost(RunUnderTest run)
    {
        foreach (var line in run.Ledger)
        {
            var at = line.Record.Position;
            if (at >= run.Stored.Records.Count || run.Stored.Records[at].Nonce != line.Record.Nonce)
                yield return $"Nothing lost: record {at} was appended, and is not in the store.";
        }

        if (run.Ledger.Count != run.Stored.Records.Count)
            yield return $"Nothing lost: {run.Ledger.Count} records were appended, and {run.Stored.Records.Count} are in the store.";
    }

    private static IEnumerable<string> CommitPoint(RunUnderTest run)
    {
        var pivot = run.Definition.Steps.FirstOrDefault(s => s.Kind == StepKind.Pivot);
        var committed = pivot is not null
            ? run.Chronicle.Steps[pivot.Name].Outcomes.Where(o => o.State is StepState.Completed or StepState.Skipped).Select(o => o.Line).FirstOrDefault()
            : run.Definition.Steps.Where(s => s.Kind == StepKind.Retriable).SelectMany(s => run.Chronicle.Steps[s.Name].Scheduled).MinBy(l => l.At);
        if (committed is not null && run.Chronicle.TurnedBack is not null)
            yield return "Commit point: the saga turned back although it was committed.";
        if (committed is not null && run.Calls.Any(c => c.IsUndo))
            yield return "Commit point: a compensation was called although the saga was committed.";
    }
}
