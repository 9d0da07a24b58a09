using System.ComponentModel;
using Microsoft.Extensions.Logging;

namespace SagaDsl.Transport;

/// <summary>
/// Carries messages between runtimes: commands and undos to participants, replies to the runtimes that asked. It knows no
/// meaning: whoever sends repeats what was not answered, and whoever receives takes the same message twice without harm. So it
/// may lose, double, delay and reorder; it must not change. Every method may be called concurrently; every transport passes
/// the same contract tests. Nothing but the exceptions named here, <see cref="OperationCanceledException"/>,
/// <see cref="ObjectDisposedException"/> and argument exceptions leave a transport. Once disposing of it has completed, nothing is
/// received any more and no <see cref="TransportOpening.Receive"/> is running: their token is cancelled, and they are waited for.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface ISagaTransport : IAsyncDisposable
{
    /// <summary>What and where it is, for messages to people: <c>NATS nats://127.0.0.1:4222</c>. Without credentials.</summary>
    string Description { get; }

    /// <summary>Whether it reaches nobody outside of this process.</summary>
    bool IsLocal => false;

    /// <summary>
    /// Opens the transport and begins to receive. Called once, first. Where the other end cannot be reached now it may go on trying
    /// and complete; what it can never work with is said at once.
    /// </summary>
    /// <exception cref="TransportRefusedException">The other end refuses: credentials, permissions, a stream that is another's.</exception>
    /// <exception cref="TransportUnavailableException">The other end cannot be reached.</exception>
    ValueTask OpenAsync(TransportOpening opening, CancellationToken cancellationToken);

    /// <summary>
    /// Sends a message. When it completes the transport has it, as durably as the transport promises: an addressee that is down
    /// gets it later. The same message id again may be dropped.
    /// </summary>
    /// <exception cref="TransportRefusedException">It will never be taken as it is: too large, no permission.</exception>
    /// <exception cref="TransportUnavailableException">Whether the transport has it is unknown; it may be sent again.</exception>
    ValueTask SendAsync(TransportMessage message, CancellationToken cancellationToken);
}

/// <summary>What a transport is given when it is opened.</summary>
/// <param name="Node">The name of this node, for messages to people.</param>
/// <param name="Inbox">The address that replies to this runtime are sent to: the same after a restart, another for every store.</param>
/// <param name="Participants">The participants that run here: their messages are received, shared with other processes that have them.</param>
/// <param name="Time">The clock.</param>
/// <param name="Logger">Where to log.</param>
/// <param name="Receive">
/// Takes a message in. When it completes the message is done with, and is not to be delivered again; where it throws, it is to be
/// delivered again after a pause. It may take long when much is to be done: not called for more messages at once than can be waited for.
/// </param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed record TransportOpening(
    string Node, string Inbox, IReadOnlyList<string> Participants, TimeProvider Time, ILogger Logger,
    Func<TransportMessage, CancellationToken, ValueTask> Receive);
