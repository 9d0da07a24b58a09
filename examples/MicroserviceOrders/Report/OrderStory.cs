using SagaDsl;
using SagaDsl.Journal;

namespace Shop.Report;

/// <summary>Tells what happened to one order, across all processes, from their journals.</summary>
internal static class OrderStory
{
    /// <summary>The lines, in the order of time.</summary>
    public static IEnumerable<(DateTimeOffset At, string Process, string Step, string Text)> Tell(
        IEnumerable<(string Process, string Instance, JournalRecord Record)> records)
    {
        foreach (var (process, _, record) in records)
        {
            foreach (var entry in record.Entries)
            {
                if (Line(entry) is var (step, text))
                    yield return (record.Time, process, step, text);
            }
        }
    }

    /// <summary>The trace that an order's spans are in, the participants' too; null: it was not traced.</summary>
    public static string? TraceOf(IEnumerable<(string Process, string Instance, JournalRecord Record)> records) =>
        records.SelectMany(found => found.Record.Entries).OfType<SagaStarted>().Select(e => e.TraceParent?.Split('-')[1]).FirstOrDefault();

    private static (string Step, string Text)? Line(JournalEntry entry) => entry switch
    {
        SagaStarted { Origin: null } => ("", "the order comes in"),
        SagaStarted { Origin: { IsUndo: true } of } => (of.Step, "is asked to undo it"),
        SagaStarted { Origin: { } of } => (of.Step, "is asked"),
        RemoteStepScheduled e => (e.Step, "asks for it"),
        StepCompleted e => (e.Step, "done" + Tries(e.Attempt)),
        StepRejected e => (e.Step, $"refused: {e.Error.Message.TrimEnd('.')}"),
        StepAttemptFailed e => (e.Step, $"{e.Error.Message.TrimEnd('.')}: may have happened"),
        StepInDoubt { Cause: InDoubtCause.NoReply } e => (e.Step, "no answer in time: may have happened"),
        StepInDoubt e => (e.Step, "may have happened"),
        OwnershipTaken { Interrupted: [var call, ..] } => (call.Step, "the process ended during this call, and goes on"),
        OwnershipTaken => ("", "the process ended, and goes on"),
        CompensationStarted => ("", "turns back"),
        CompensationScheduled { At: not null } e => (e.Step, "asks for its undo"),
        CompensationAttemptFailed e => (e.Step, $"undo: {e.Error.Message.TrimEnd('.')}"),
        CompensationCompleted e => (e.Step, "undone" + Tries(e.Attempt)),
        SagaCompleted => ("", "completed"),
        SagaCompensated => ("", "compensated"),
        _ => null,
    };

    private static string Tries(int attempt) => attempt <= 1 ? "" : $", at attempt {attempt}";
}
