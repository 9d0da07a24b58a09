namespace SagaDsl.Tests.Remote;

/// <summary>A service with a saga and one with its participants, each with a store of its own, on one network.</summary>
public sealed class Two(Stage saga, Stage participants) : IAsyncDisposable
{
    public Stage Saga => saga;

    public Stage Participants => participants;

    public World World => saga.World;

    /// <summary>All calls of both, in order.</summary>
    public string Labels => string.Join(' ', World.Calls.Select(call => call.Label));

    public static async Task<Two> OpenAsync(Script saga, Script[] handlers, bool startParticipants = true, Action<SagaOptions>? configure = null,
        string store = Stores.Memory)
    {
        var one = new Stage(Stores.Open(store), saga);
        var other = new Stage(one, Stores.Open(store), handlers);
        await one.StartAsync(configure: configure);
        if (startParticipants)
            await other.StartAsync();
        return new(one, other);
    }

    /// <summary>
    /// Runs the saga to its end, whatever befalls the processes: each that dies is followed by another. Then both rest, and what must hold is checked.
    /// </summary>
    /// <param name="sagaFaults">What happens to the appends of the saga's first process, the second, and so on; none beyond.</param>
    /// <param name="participantFaults">The same of the participants' processes.</param>
    public async Task<SagaOutcome<StepValue>> LiveAsync(Func<int, AppendFault>[] sagaFaults, Func<int, AppendFault>[] participantFaults)
    {
        var (sagaLives, participantLives) = (0, 0);
        SagaHandle<StepValue>? handle = null;
        while (true)
        {
            if (participants.Nodes.Count == 0 || participants.Node.IsDead)
                await participants.StartAsync(participantLives < participantFaults.Length ? participantFaults[participantLives] : null);
            participantLives = participants.Nodes.Count;
            if (saga.Nodes.Count == 0 || saga.Node.IsDead)
            {
                await saga.StartAsync(sagaLives < sagaFaults.Length ? sagaFaults[sagaLives] : null);
                sagaLives = saga.Nodes.Count;
                handle = null;
            }

            try
            {
                if (handle is null)
                {
                    var start = saga.Node.Client.StartAsync(Scenes.Id, new Order(Scenes.Id)).AsTask();
                    await saga.Guard(Task.WhenAny(start, saga.Node.Died), "a start");
                    if (!start.IsCompleted)
                        continue;
                    handle = await start;
                }

                await saga.DriveUntilAsync(() => participants.Node.IsDead || Rests, "everything has ended, or a process died");
                if (!participants.Node.IsDead)
                {
                    await saga.SettleAsync();
                    if (!saga.Node.IsDead && !participants.Node.IsDead && Rests)
                        break;
                }
            }
            catch (NodeDiedException)
            {
            }
        }

        if (RemoteInvariants.Check(this) is { Count: > 0 } violations)
            Assert.Fail(saga.Describe(string.Join(Environment.NewLine, violations)));
        return await saga.Node.Client[Scenes.Id].WaitAsync();
    }

    /// <summary>Whether every instance of both has ended.</summary>
    private bool Rests => !saga.Ledger.IsBusy && !participants.Ledger.IsBusy && saga.Ledger.Statuses.ContainsKey(Scenes.Id)
        && saga.Ledger.Statuses.Values.Concat(participants.Ledger.Statuses.Values).All(status => status.Work == WorkState.Terminal);

    public async ValueTask DisposeAsync()
    {
        await saga.DisposeAsync();
        await participants.DisposeAsync();
    }
}
