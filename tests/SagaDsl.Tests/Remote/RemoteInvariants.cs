using SagaDsl.Journal;

namespace SagaDsl.Tests.Remote;

/// <summary>What must hold between a saga and its participants, read from the calls that reached them and nothing else.</summary>
internal static class RemoteInvariants
{
    public static List<string> Check(Two two)
    {
        var violations = new List<string>();
        var completed = two.Saga.Ledger.Statuses[Scenes.Id].Saga == SagaStatus.Completed;
        foreach (var calls in two.World.Calls.Where(call => call.Instance.StartsWith('~')).GroupBy(call => call.ActionKey))
        {
            var (actions, undos) = (calls.Where(call => !call.IsUndo).ToList(), calls.Where(call => call.IsUndo).ToList());
            if (completed && undos.Count > 0)
                violations.Add($"Only what may have happened is undone: the saga completed, and {undos[0]}.");
            if (completed && !actions.Exists(IsOk))
                violations.Add($"All or nothing: the saga completed, and {calls.Key} was not done.");
            if (!completed && actions.Exists(MayHaveHappened) && actions[0].Step != "Ship" && !undos.Exists(IsOk) && !actions[^1].IsRejected())
                violations.Add($"All or nothing: the saga turned back, and {actions[^1]} was not undone.");
            if (undos.Count > 0 && actions.Exists(action => action.Began > undos[0].Began))
                violations.Add($"No hanging action: {calls.Key} was done after it was undone.");
            // A process may have died between the intent and the call.
            if (undos.Count > 0 && actions.Count == 0 && !Came(two, calls.Key))
                violations.Add($"No empty compensation: {undos[0]}, and it never came.");
            if (undos.Count(IsOk) > 1 && undos.Where(IsOk).Select(call => call.Node).Distinct().Count() == 1)
                violations.Add($"Undone at most once: {calls.Key}.");
            foreach (var (call, next) in calls.Where(call => !call.Node.IsDead).Zip(calls.Where(call => !call.Node.IsDead).Skip(1)))
            {
                if (call.Node == next.Node && (call.Ended is not { } ended || ended > next.Began))
                    violations.Add($"No overlap: {next} began while {call} was running.");
            }
        }

        return violations;
    }

    private static bool Came(Two two, string key) =>
        two.Participants.Ledger.Lines.Any(line => line.Record.Entries.OfType<StepScheduled>().Any(entry => entry.Key == key));

    private static bool IsOk(Call call) => call is { Ended: not null, Thrown: null };

    private static bool MayHaveHappened(Call call) => !call.IsRejected();

    private static bool IsRejected(this Call call) => call.Thrown is StepRejectedException;
}
