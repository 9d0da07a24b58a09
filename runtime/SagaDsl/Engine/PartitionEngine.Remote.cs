using SagaDsl.Journal;
using SagaDsl.Stores;

namespace SagaDsl.Engine;

/// <summary>What comes from other runtimes.</summary>
internal sealed partial class PartitionEngine
{
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

            if (!await _roomOfCommands.TryEnterAsync(letIn: false, cancellationToken).ConfigureAwait(false))
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

    /// <summary>A participant's reply came. It is not kept: a saga that does not get it asks again.</summary>
    public async ValueTask TakeReplyAsync(RemoteMessage reply)
    {
        if (!await Residents.TellAsync(reply.Origin.Instance, new(InstanceMailKind.Remote, reply)).ConfigureAwait(false))
            Log.ReplyNotWanted(reply.Origin.Instance, reply.Origin.Step, reply.Participant);
    }

    /// <summary>Whether an instance has ended: then nothing that was done for it will be undone any more.</summary>
    public async ValueTask<bool> HasEndedAsync(string instance, CancellationToken cancellationToken)
    {
        using var request = _requests.Enter();
        return await Store.LoadAsync(instance, 0, cancellationToken).ConfigureAwait(false) is { Status.Work: WorkState.Terminal };
    }
}
