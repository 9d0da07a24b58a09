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
        // Whose step a command is: a participant itself calls it by its handler's name.
        var commands = new Dictionary<(string Process, string Instance), CommandOrigin>();
        foreach (var (process, instance, record) in records)
        {
            foreach (var entry in record.Entries)
            {
                if (entry is SagaStarted { Origin: { } origin })
                    commands[(process, instance)] = origin;
                if (!commands.TryGetValue((process, instance), out var of))
                {
                    if (InSaga(entry) is var (step, text))
                        yield return (record.Time, process, step, text);
                }
                else if (AtParticipant(entry, of.IsUndo) is { } did)
                {
                    yield return (record.Time, process, of.Step, did);
                }
            }
        }
    }

    /// <summary>The trace that an order's spans are in, the participants' too; null: it was not traced.</summary>
    public static string? TraceOf(IEnumerable<(string Process, string Instance, JournalRecord Record)> records) =>
        records.SelectMany(found => found.Record.Entries).OfType<SagaStarted>().Select(e => e.TraceParent?.Split('-')[1]).FirstOrDefault();

    private static (string Step, string Text)? InSaga(JournalEntry entry) => entry switch
    {
        SagaStarted => ("", "the order comes in"),
        RemoteStepScheduled e => (e.Step, "asks for it"),
        StepCompleted e => (e.Step, "has the reply"),
        StepRejected e => (e.Step, $"was refused: {e.Error.Message.TrimEnd('.')}"),
        StepInDoubt { Cause: InDoubtCause.NoReply } e => (e.Step, "no reply in time: may have happened"),
        StepInDoubt e => (e.Step, $"may have happened: {e.Error?.Message.TrimEnd('.')}"),
        CompensationStarted => ("", "the saga turns back"),
        CompensationScheduled e => (e.Step, "asks for its undo"),
        CompensationCompleted e => (e.Step, "is undone"),
        OwnershipTaken => ("", "the process ended, and another goes on"),
        AttentionRaised e => (e.Step ?? "", $"a person should look: {e.Reason.TrimEnd('.')}"),
        SagaSuspended e => (e.Step ?? "", $"waits for a person: {e.Reason.TrimEnd('.')}"),
        SagaCompleted => ("", "completed"),
        SagaCompensated => ("", "compensated"),
        _ => null,
    };

    private static string? AtParticipant(JournalEntry entry, bool isUndo) => entry switch
    {
        SagaStarted => isUndo ? "is asked to undo it" : "is asked",
        StepCompleted e => isUndo ? null : "has done it" + Tries(e.Attempt),
        StepRejected e => $"refuses: {e.Error.Message.TrimEnd('.')}",
        StepAttemptFailed e => $"failed, and may have done it: {e.Error.Message.TrimEnd('.')}",
        CompensationAttemptFailed e => $"failed to undo it: {e.Error.Message.TrimEnd('.')}",
        CompensationCompleted e => "has undone it" + Tries(e.Attempt),
        OwnershipTaken => "the process ended, and another goes on",
        _ => null,
    };

    private static string Tries(int attempt) => attempt <= 1 ? "" : $", at attempt {attempt}";
}
