using SagaDsl.Journal;
using SagaDsl.Kernel;
using SagaDsl.Telemetry;
using SagaDsl.Transport;

namespace SagaDsl.Engine;

/// <summary>
/// Sends what instances say to participants, and what participants answer. Nobody waits for it: a saga asks again what is not
/// answered, and a participant answers again what is asked again.
/// </summary>
internal sealed class Courier(ISagaTransport transport, string inbox, TimeProvider time, Randomness random, SagaLog log)
{
    // What cannot be sent now is tried on, at pauses that double up to this; a reply for so long, and then it is left to the saga to ask again.
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PatienceOfReplies = TimeSpan.FromMinutes(2);

    // So many messages are kept for being tried on; beyond that the next time of asking must do.
    private const int MostKept = 1000;

    // What is on its way when the runtime stops may take so long: replies above all, that nobody else has.
    private static readonly TimeSpan PatienceAtTheEnd = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private int _kept;
    private readonly Rundown _sends = new(static () => new OperationCanceledException());

    /// <summary>Asks the participant of an open step to do it, or to undo it.</summary>
    public void Ask(Instance instance, int step)
    {
        var (state, plan) = (instance.State, instance.Saga.Plan.Steps[step]);
        ref readonly var remote = ref state.RemoteOf(step);
        var (phase, key) = (state.Steps[step].Phase, state.KeyOf(step, StepPhase.Action));
        var now = instance.Engine.Time.GetUtcNow();
        var waited = now.UtcTicks - remote.Since;
        var message = new RemoteMessage(RemoteMessage.Version, phase == StepPhase.Undo ? RemoteMessageKind.Undo : RemoteMessageKind.Command,
            plan.Remote!.Participant, plan.Remote.Handler, plan.Kind, new(key, inbox, state.Plan.Name, state.Id, plan.Name))
        {
            Deadline = plan.Kind == StepKind.Compensatable && phase == StepPhase.Action ? Earlier(remote.Until, state.DeadlineAt) : null,
            TraceParent = state.TraceParent,
            Payload = remote.Command,
        };

        // The same message, should the transport be unsure whether it has it; another one, where the participant is asked again.
        var id = state.KeyOf(step, phase) + (waited < instance.Saga.Plan.ResendAfter.Ticks ? "" : $"#{waited / TimeSpan.TicksPerMillisecond}");
        var to = TransportAddress.Participant(plan.Remote.Participant);
        // Until it is asked the next time.
        var patience = TimeSpan.FromTicks(remote.AskAgain(now, instance.Saga.Plan.ResendAfter) - now.UtcTicks);
        _ = SendAsync(instance, step, new(MessageId.Of(id), to, message.Encode()) { TraceParent = state.TraceParent }, patience);
    }

    /// <summary>Answers the saga that a command belongs to.</summary>
    public void Answer(RemoteMessage asked, StepPhase phase, in Reply reply) => Answer(asked.Participant, asked.Handler, asked.Origin, phase, reply);

    /// <summary>Answers the saga that a command belongs to.</summary>
    public void Answer(string participant, string handler, CommandOrigin origin, StepPhase phase, in Reply reply)
    {
        var message = new RemoteMessage(RemoteMessage.Version, RemoteMessageKind.Reply, participant, handler, default, origin)
        {
            Phase = phase,
            Says = reply.Kind,
            Error = reply.Error,
            Payload = reply.Payload,
        };
        _ = SendAsync(origin.Key, TransportAddress.Inbox(origin.ReplyTo), message);
    }

    /// <summary>Asks the saga that a command belongs to whether it may still be undone.</summary>
    public void AskWhetherReleased(string participant, string handler, CommandOrigin origin) =>
        _ = SendAsync(origin.Key, TransportAddress.Inbox(origin.ReplyTo),
            new(RemoteMessage.Version, RemoteMessageKind.MayUndo, participant, handler, default, origin with { ReplyTo = inbox }));

    /// <summary>Tells a participant that a command will never be undone.</summary>
    public void Release(RemoteMessage asked) =>
        _ = SendAsync(asked.Origin.Key, TransportAddress.Inbox(asked.Origin.ReplyTo), asked with { Kind = RemoteMessageKind.Release });

    /// <summary>Sends nothing more, once what is on its way has been sent, or cannot be.</summary>
    public async Task StopAsync()
    {
        var over = _sends.CloseAsync();
        await over.WaitAsync(PatienceAtTheEnd, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stop.CancelAsync().ConfigureAwait(false);
        await over.ConfigureAwait(false);
    }

    private async Task SendAsync(Instance instance, int step, TransportMessage message, TimeSpan patience)
    {
        try
        {
            if (await TrySendAsync(message, patience).ConfigureAwait(false) is { } unsent)
                log.NotSentYet(instance.Id, message.To.ToString(), unsent);
        }
        catch (TransportRefusedException e)
        {
            log.NotSent(instance.Id, message.To.ToString(), e);
            instance.Post(new(InstanceMailKind.NotSent, new Unsent(step, StepError.TextOf(e))));
        }
    }

    private async Task SendAsync(string key, TransportAddress to, RemoteMessage message)
    {
        try
        {
            // No two answers are one: the same saga may have lost the first.
            var sent = new TransportMessage(MessageId.Of($"{key}~{random.NextNumber():x}"), to, message.Encode());
            if (await TrySendAsync(sent, PatienceOfReplies).ConfigureAwait(false) is { } unsent)
                log.NotAnswered(key, to.ToString(), unsent);
        }
        catch (TransportRefusedException e)
        {
            log.NotAnswered(key, to.ToString(), e);
        }
    }

    /// <summary>Sends, and tries on where the transport is not to be reached.</summary>
    /// <returns>Why it is not sent; null: it is, or the runtime stops, and whoever goes on with it asks again.</returns>
    /// <exception cref="TransportRefusedException">It will never be sent as it is.</exception>
    private async Task<Exception?> TrySendAsync(TransportMessage message, TimeSpan patience)
    {
        var began = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                using var send = _sends.Enter();
                await transport.SendAsync(message, _stop.Token).ConfigureAwait(false);
                return null;
            }
            catch (Exception e) when (e is OperationCanceledException || _stop.IsCancellationRequested)
            {
                return null;
            }
            catch (Exception e) when (e is not TransportRefusedException)
            {
                if (time.GetElapsedTime(began) + pause >= patience || Volatile.Read(ref _kept) >= MostKept)
                    return e;
            }

            Interlocked.Increment(ref _kept);
            await Task.Delay(pause, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Interlocked.Decrement(ref _kept);
        }
    }

    private static DateTimeOffset? Earlier(long until, DateTimeOffset? deadline)
    {
        if (until == 0)
            return deadline;
        var at = new DateTimeOffset(until, TimeSpan.Zero);
        return deadline < at ? deadline : at;
    }
}

/// <summary>What could not be sent.</summary>
/// <param name="Step">For which step.</param>
/// <param name="Why">Why not.</param>
internal sealed record Unsent(int Step, string Why);
