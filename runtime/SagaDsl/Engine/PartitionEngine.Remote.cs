using SagaDsl.Journal;
using SagaDsl.Stores;

namespace SagaDsl.Engine;

/// <summary>What comes from other runtimes.</summary>
internal sealed partial class PartitionEngine
{
    private static readonly TimeSpan LongestWaitForRoom = TimeSpan.FromSeconds(5);

    /// <summary>Something is asked from elsewhere; dispose of what is returned when it is answered: the store stays open until then.</summary>
    /// <exception cref="ObjectDisposedException">The runtime was stopped.</exception>
    public Rundown.Request Request() => _requests.Enter();

    /// <summary>Starts the instance that is a command, or the undo of one; false: it is there.</summary>
    public async ValueTask<bool> StartCommandAsync(LoadedSaga saga, string id, Payload payload, object? input, CommandStart start,
        CancellationToken cancellationToken)
    {
        if (_stopping)
            throw Gone();
        while (true)
        {
            if (Residents.TryGet(id, out var other))
            {
                await WaitForStartAsync(other, cancellationToken).ConfigureAwait(false);
                if (other.HasBegun)
                    return false;
                await Task.Yield(); // Its start failed, and it is on its way out.
                continue;
            }

            if (!await EnterRoomOfCommandsAsync(cancellationToken).ConfigureAwait(false))
                throw Gone();
            var instance = new Instance(this, saga, id);
            if (!Residents.TryAdd(instance))
            {
                _roomOfCommands.Exit();
                continue;
            }

            if (_stopping)
                instance.Post(new(StopMail));
            switch (await instance.StartAsync(payload, input, null, start).ConfigureAwait(false))
            {
                case AppendFate.Appended:
                    return true;
                case AppendFate.Unknown:
                    throw Gone();
                default:
                    return false;
            }
        }
    }

    // What fills the room may wait for this very command, through a saga that a handler runs: it waits for a while, and comes in all the same.
    private async ValueTask<bool> EnterRoomOfCommandsAsync(CancellationToken cancellationToken)
    {
        if (_roomOfCommands.TryEnter())
            return true;
        using var patience = new CancellationTokenSource(LongestWaitForRoom, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await _roomOfCommands.TryEnterAsync(letIn: false, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return await _roomOfCommands.TryEnterAsync(letIn: true, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A participant's reply came. It is not kept: a saga that does not get it asks again.</summary>
    public async ValueTask TakeReplyAsync(RemoteMessage reply)
    {
        if (!await Residents.WakeAsync(reply.Origin.Instance, new(InstanceMailKind.Remote, reply)).ConfigureAwait(false))
            Log.ReplyNotWanted(reply.Origin.Instance, reply.Origin.Step, reply.Participant);
    }

    /// <summary>Whether an instance has ended: then nothing that was done for it will be undone any more.</summary>
    public async ValueTask<bool> HasEndedAsync(string instance, CancellationToken cancellationToken)
    {
        using var request = _requests.Enter();
        return await Store.LoadAsync(instance, 0, cancellationToken).ConfigureAwait(false) is { Status.Work: WorkState.Terminal };
    }
}
