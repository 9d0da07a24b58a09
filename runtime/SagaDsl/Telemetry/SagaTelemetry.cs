using System.Diagnostics;
using System.Diagnostics.Metrics;
using SagaDsl.Engine;
using SagaDsl.Journal;
using SagaDsl.Kernel;

namespace SagaDsl.Telemetry;

/// <summary>
/// Spans and metrics under the name <c>SagaDsl</c>: a span for each saga, as a child of the caller's, and under it one
/// for each call of a step or compensation; counters and histograms by saga, step and outcome. Free where nobody listens.
/// </summary>
internal sealed class SagaTelemetry(SagaLog log, TimeProvider time)
{
    public const string Name = "SagaDsl";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Started = Meter.CreateCounter<long>("sagadsl.sagas.started", "{saga}", "Sagas started.");
    private static readonly Counter<long> EndedCount = Meter.CreateCounter<long>("sagadsl.sagas.ended", "{saga}", "Sagas ended, by outcome.");
    private static readonly Counter<long> Calls = Meter.CreateCounter<long>("sagadsl.calls", "{call}", "Calls of steps and compensations, by outcome.");
    private static readonly Counter<long> Records = Meter.CreateCounter<long>("sagadsl.records", "{record}", "Records appended.");
    private static readonly Counter<long> Attention = Meter.CreateCounter<long>("sagadsl.attention", "{event}", "Times that a person's attention was raised, or an instance suspended.");
    private static readonly Counter<long> Takeovers = Meter.CreateCounter<long>("sagadsl.takeovers", "{saga}", "Unfinished instances taken up from another process.");
    private static readonly Histogram<double> CallTime = Meter.CreateHistogram<double>("sagadsl.call.duration", "s", "How long calls of steps and compensations took.");

    /// <summary>Begins the span of a saga, as a child of the caller's; what the saga does is under it. Null where nobody listens.</summary>
    public Activity? SagaBegins(string saga, string instance)
    {
        if (!Source.HasListeners())
            return null;
        var outer = Activity.Current;
        var span = Caller.Begin(Source, saga);
        Activity.Current = outer;
        return span?.SetTag("saga.name", saga).SetTag("saga.instance", instance);
    }

    /// <summary>Ends a saga's span: the saga has ended, or goes on without this process's memory.</summary>
    public void SagaLeaves(Activity? span, SagaState state)
    {
        if (span is null)
            return;
        span.SetTag("saga.status", state.Status.ToString());
        if (Failures.Of(state) is { } failure)
            span.SetStatus(ActivityStatusCode.Error, failure.Message);
        var outer = Activity.Current;
        span.Dispose();
        Activity.Current = outer;
    }

    /// <summary>What the journal keeps of the trace: the saga's span, or its caller's.</summary>
    public static string? TraceParent(Activity? span) => (span ?? Activity.Current) is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null;

    public void SagaStarted(SagaState state)
    {
        if (Started.Enabled)
            Started.Add(1, Tag(state));
    }

    public void SagaEnded(SagaState state, in SagaEnd end)
    {
        if (EndedCount.Enabled)
            EndedCount.Add(1, Tag(state), new("outcome", end.Status.ToString()));
    }

    public void TakenOver(SagaState state)
    {
        if (Takeovers.Enabled)
            Takeovers.Add(1, Tag(state));
    }

    public void Recorded(SagaState state, JournalRecord record)
    {
        if (Records.Enabled)
            Records.Add(1, Tag(state));
        for (var i = 0; i < record.Entries.Count; i++)
        {
            var entry = record.Entries[i];
            if (entry is AttentionRaised raised)
            {
                log.Attention(state.Id, raised.Reason);
                Attention.Add(1, Tag(state));
            }
            else if (entry is SagaSuspended { By: null } suspended)
            {
                log.Suspended(state.Id, suspended.Reason);
                Attention.Add(1, Tag(state));
            }
        }
    }

    public void CallBegins(StepCall call)
    {
        if (CallTime.Enabled)
            call.StartedAt = time.GetTimestamp();
        if (!Source.HasListeners())
            return;
        var state = call.Instance.State;
        ActivityContext.TryParse(state.TraceParent, null, out var parent);
        var undo = call.Phase == StepPhase.Undo;
        call.Activity = Source.CreateActivity($"{state.Plan.Name} {call.StepName}{(undo ? " undo" : "")}", ActivityKind.Internal, parent)?
            .SetTag("saga.name", state.Plan.Name).SetTag("saga.instance", state.Id).SetTag("saga.step", call.StepName).SetTag("saga.undo", undo).SetTag("saga.attempt", call.Attempt);
    }

    public void CallEnded(StepCall call, in CallOutcome outcome)
    {
        try
        {
            if (Calls.Enabled || CallTime.Enabled)
                Count(call, outcome);
            if (call.Activity is { } activity)
                End(activity, outcome, call.Exception);
        }
        catch (Exception e)
        {
            log.ListenerFailed(e);
        }
    }

    private void Count(StepCall call, in CallOutcome outcome)
    {
        var (saga, step, kind) = (Tag(call.Instance.State), new KeyValuePair<string, object?>("step", call.StepName), new KeyValuePair<string, object?>("outcome", outcome.Kind.ToString()));
        Calls.Add(1, saga, step, new("undo", call.Phase == StepPhase.Undo), kind);
        if (call.StartedAt != 0)
            CallTime.Record(time.GetElapsedTime(call.StartedAt).TotalSeconds, saga, step, kind);
    }

    private static void End(Activity activity, in CallOutcome outcome, Exception? exception)
    {
        activity.SetTag("saga.outcome", outcome.Kind.ToString());
        if (exception is not null and not StepPendingException)
        {
            activity.SetStatus(ActivityStatusCode.Error, StepError.TextOf(exception));
            activity.AddException(exception);
        }

        activity.Dispose();
    }

    private static KeyValuePair<string, object?> Tag(SagaState state) => new("saga", state.Plan.Name);
}
