using System.Diagnostics;
using System.Diagnostics.Metrics;
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
    private static readonly Counter<long> Attention =
        Meter.CreateCounter<long>("sagadsl.attention", "{event}", "Times that a person's attention was raised, or an instance suspended.");
    private static readonly Counter<long> Takeovers =
        Meter.CreateCounter<long>("sagadsl.takeovers", "{saga}", "Unfinished instances taken up from another process.");
    private static readonly Histogram<double> CallTime =
        Meter.CreateHistogram<double>("sagadsl.call.duration", "s", "How long calls of steps and compensations took.");

    /// <summary>Begins the span of a saga, as a child of the caller's; what the saga does is under it. Null where nobody listens.</summary>
    public Activity? SagaBegins(string saga, string instance, string? traceParent = null)
    {
        if (!Source.HasListeners())
            return null;
        var outer = Activity.Current;
        try
        {
            var span = ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent)
                ? Source.StartActivity(saga, ActivityKind.Consumer, parent)
                : Caller.Begin(Source, saga);
            return span?.SetTag("saga.name", saga).SetTag("saga.instance", instance);
        }
        catch (Exception e)
        {
            log.ListenerFailed(e);
            return null;
        }
        finally
        {
            Activity.Current = outer;
        }
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
        Stop(span);
        Activity.Current = outer;
    }

    /// <summary>What the journal keeps of the trace: the saga's span, or its caller's.</summary>
    public static string? TraceParent(Activity? span, string? caller = null) =>
        (span ?? (caller is null ? Activity.Current : null)) is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : caller;

    public void SagaStarted(SagaState state) => Add(Started, state);

    public void SagaEnded(SagaState state, SagaStatus status)
    {
        if (EndedCount.Enabled)
            Add(EndedCount, state, [new("outcome", status.ToString())]);
    }

    public void TakenOver(SagaState state) => Add(Takeovers, state);

    public void Recorded(SagaState state, JournalRecord record)
    {
        Add(Records, state);
        for (var i = 0; i < record.Count; i++)
        {
            var entry = record[i];
            if (entry is AttentionRaised raised)
            {
                log.Attention(state.Id, raised.Reason);
                Add(Attention, state);
            }
            else if (entry is SagaSuspended { By: null } suspended)
            {
                log.Suspended(state.Id, suspended.Reason);
                Add(Attention, state);
            }
        }
    }

    /// <summary>Makes the span of a call. It begins with the call.</summary>
    public void CallBegins(ITracedCall call)
    {
        if (CallTime.Enabled)
            call.StartedAt = time.GetTimestamp();
        if (Source.HasListeners())
            call.Activity = Span(call);
    }

    /// <summary>Makes a call's span the current one, on the thread and in the context that the call runs in.</summary>
    public void Enter(Activity? span)
    {
        if (span is null)
            return;
        try
        {
            span.Start();
        }
        catch (Exception e)
        {
            log.ListenerFailed(e);
        }
    }

    public void CallEnded(ITracedCall call, in CallOutcome outcome)
    {
        if (Calls.Enabled)
            Add(Calls, call.State, [new("step", call.StepName), new("undo", call.Phase == StepPhase.Undo), new("outcome", outcome.Kind.ToString())]);
        if (CallTime.Enabled && call.StartedAt != 0)
            Time(call, outcome);
        if (call.Activity is not { } span)
            return;
        span.SetTag("saga.outcome", outcome.Kind.ToString());
        if (call.Exception is { } exception and not StepPendingException)
        {
            span.SetStatus(ActivityStatusCode.Error, StepError.TextOf(exception));
            Add(span, exception);
        }

        Stop(span);
    }

    private Activity? Span(ITracedCall call)
    {
        var state = call.State;
        var undo = call.Phase == StepPhase.Undo;
        try
        {
            ActivityContext.TryParse(state.TraceParent, null, out var parent);
            return Source.CreateActivity($"{state.Plan.Name} {call.StepName}{(undo ? " undo" : "")}", ActivityKind.Internal, parent)?
                .SetTag("saga.name", state.Plan.Name).SetTag("saga.instance", state.Id).SetTag("saga.step", call.StepName)
                .SetTag("saga.undo", undo).SetTag("saga.attempt", call.Attempt);
        }
        catch (Exception e)
        {
            log.ListenerFailed(e);
            return null;
        }
    }

    // An exception may throw when it is asked for its text, and a listener when it is told.
    private void Add(Activity span, Exception exception)
    {
        try
        {
            span.AddException(exception);
        }
        catch (Exception e)
        {
            log.ListenerFailed(e);
        }
    }

    private void Stop(Activity span)
    {
        try
        {
            span.Dispose();
        }
        catch (Exception e)
        {
            log.ListenerFailed(e);
        }
    }

    private void Add(Counter<long> counter, SagaState state, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!counter.Enabled)
            return;
        try
        {
            counter.Add(1, [Tag(state), .. tags]);
        }
        catch (Exception e)
        {
            log.ListenerFailed(e);
        }
    }

    private void Time(ITracedCall call, in CallOutcome outcome)
    {
        try
        {
            CallTime.Record(time.GetElapsedTime(call.StartedAt).TotalSeconds, Tag(call.State), new("step", call.StepName),
                new("outcome", outcome.Kind.ToString()));
        }
        catch (Exception e)
        {
            log.ListenerFailed(e);
        }
    }

    private static KeyValuePair<string, object?> Tag(SagaState state) => new("saga", state.Plan.Name);
}
