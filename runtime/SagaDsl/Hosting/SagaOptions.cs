using SagaDsl.Definition;
using SagaDsl.Kernel;

namespace SagaDsl;

/// <summary>How a runtime behaves. Every default is stated at its property.</summary>
public sealed class SagaOptions
{
    /// <summary>The name of this node, written into every record. Default: the machine's name.</summary>
    public string Node { get; set; } = Environment.MachineName;

    /// <summary>
    /// The first part of every idempotency key: tells apart applications that share a callee. Instances keep the one they began with. It is also the name
    /// that participants in other processes reply to: an application that asks those has one that is its own. Default: <c>saga</c>.
    /// </summary>
    public string KeyPrefix { get; set; } = DefaultKeyPrefix;

    /// <summary>How many instances are worked on at once; a start beyond waits. Default: 4,096.</summary>
    public int MaxInFlight { get; set; } = 4096;

    /// <summary>How many steps and compensations run at once, over all sagas. Default: 1,024.</summary>
    public int MaxConcurrentCalls { get; set; } = 1024;

    /// <summary>How many steps and compensations of one saga run at once, by the saga's name. Default: no limit of its own.</summary>
    public IDictionary<string, int> MaxConcurrentCallsPerSaga { get; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>How many unfinished instances are loaded at once when the runtime starts. Default: 64.</summary>
    public int MaxConcurrentRecoveries { get; set; } = 64;

    /// <summary>The largest input or result, in bytes of JSON. Default: 1 MiB.</summary>
    public int MaxPayloadBytes { get; set; } = 1024 * 1024;

    /// <summary>How a step before the commit point is retried. Default: 4 attempts, first delay 200 ms, factor 2, at most 30 s, full jitter.</summary>
    public RetryPolicy StepRetry { get; set; } =
        new() { MaxAttempts = 4, FirstDelay = TimeSpan.FromMilliseconds(200), Factor = 2, MaxDelay = TimeSpan.FromSeconds(30) };

    /// <summary>
    /// How compensations, pivots and steps after the commit point are retried. Default: no limit, first delay 200 ms, factor 2, at most 60 s, full jitter.
    /// </summary>
    public RetryPolicy UndoAndForwardRetry { get; set; } =
        new() { FirstDelay = TimeSpan.FromMilliseconds(200), Factor = 2, MaxDelay = TimeSpan.FromSeconds(60) };

    /// <summary>After how many failed attempts without a limit, or interruptions, a person's attention is raised. Default: 5.</summary>
    public int AttentionAfter { get; set; } = 5;

    /// <summary>How long a call may go on after its cancellation before attention is raised and its permit is given back. Default: 30 s.</summary>
    public TimeSpan CancellationGrace { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a shutdown may take: running calls have four fifths of it, and after their cancellation the rest. Default: 10 s.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Instances that wait longer than this are dropped from memory until their time comes. Default: 5 s.</summary>
    public TimeSpan DormantAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the inbox is looked at for messages of other processes. Default: 1 s.</summary>
    public TimeSpan InboxPolling { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// After which time without a reply a participant is asked again: the command, or the undo, is sent once more. From then on the pause is as long as it
    /// was waited so far, at most five minutes. Asking again is no attempt. Default: 5 s.
    /// </summary>
    public TimeSpan ResendAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long ended instances are kept before only a tombstone is left. Default: null, for ever.</summary>
    public TimeSpan? Retention { get; set; }

    /// <summary>
    /// Whether a step's result goes through JSON before later steps see it, as it would after a restart. Default: true; false saves the reading.
    /// </summary>
    public bool RoundTripValues { get; set; } = true;

    /// <summary>
    /// Whether inputs and results are read as System.Text.Json reads by default: a property that is missing in what an older
    /// version stored is null or zero. Default: false; such an instance is unrunnable, and its reason names type and property.
    /// </summary>
    public bool LenientJson { get; set; }

    /// <summary>The clock. Default: null, the <see cref="System.TimeProvider"/> that the container has, or the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Draws a number in [0, 1) for jitter, thread-safe. Default: a generator seeded by the system.</summary>
    public Func<double>? Random { get; set; }

    internal const string DefaultKeyPrefix = "saga";

    /// <summary>What of this a plan is made with.</summary>
    internal PlanDefaults Plan => new(StepRetry, UndoAndForwardRetry, AttentionAfter, ResendAfter);
}
