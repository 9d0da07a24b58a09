using SagaDsl.Transport;

namespace SagaDsl.Engine;

/// <summary>Takes in what other runtimes send, and brings it to the engine that it concerns.</summary>
internal sealed class Reception(SagaRouter router)
{
    public async ValueTask ReceiveAsync(TransportMessage sent, CancellationToken cancellationToken)
    {
        if (RemoteMessage.Decode(sent.Body.Span, out var problem) is not { } message)
        {
            router.Services.Log.MessageUnread(sent.Id, sent.To.ToString(), problem!);
            return; // It will be no other the next time; whoever sent it asks again.
        }

        switch (message.Kind)
        {
            case RemoteMessageKind.Command:
                await ParticipantsOf(message).DoAsync(message, cancellationToken).ConfigureAwait(false);
                break;
            case RemoteMessageKind.Undo:
                await ParticipantsOf(message).UndoAsync(message, cancellationToken).ConfigureAwait(false);
                break;
            case RemoteMessageKind.Reply:
                await router.EngineOf(message.Origin.Instance).TakeReplyAsync(message).ConfigureAwait(false);
                break;
            case RemoteMessageKind.MayUndo:
                if (await router.EngineOf(message.Origin.Instance).HasEndedAsync(message.Origin.Instance, cancellationToken).ConfigureAwait(false))
                    router.Services.Courier!.Release(message);
                break;
            case RemoteMessageKind.Release:
                await ParticipantsOf(message).ReleaseAsync(message, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private Participants ParticipantsOf(RemoteMessage message) => router.EngineOf(CommandId.Of(message.SagaName, message.Origin.Key)).Participants;
}
