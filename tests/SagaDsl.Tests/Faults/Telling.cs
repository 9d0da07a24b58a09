using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SagaDsl.Tests.Faults;

/// <summary>What went wrong in a step is logged and traced.</summary>
public sealed class Telling
{
    // Fault 11
    [Fact]
    public async Task A_first_failure_is_logged_at_Debug_and_the_last_one_as_an_error_with_the_exception()
    {
        var log = new TestLog();
        await using var stage =
            await Faulty.OpenAsync(Script.Of(2, Retries.Times(2)), w => w.On("A2", Acts.Fail("no answer")), build: b => b.UseServices(log.Services()));
        await stage.RunAsync();
        var lines = log.Lines.Where(l => l.Exception is CalleeException).ToList();
        Assert.Equal([LogLevel.Debug, LogLevel.Error], lines.Select(l => l.Level));
        Assert.All(lines, l =>
        {
            Assert.NotNull(l.Exception!.StackTrace);
            Assert.Contains(Scenes.Id, l.Text);
            Assert.Contains("2", l.Text);
        });
    }

    // Fault 11
    [Fact]
    public async Task A_failure_of_a_compensation_is_logged_with_the_exception()
    {
        var log = new TestLog();
        await using var stage =
            await Faulty.OpenAsync(Script.Of(2), w => w.On("A2", Acts.Reject("sold out")).On("C1", Acts.Fail("no answer"), Acts.Ok),
                build: b => b.UseServices(log.Services()));
        await stage.RunAsync();
        Assert.Single(log.Lines, l => l.Exception is CalleeException { Message: "no answer" } && l.Level == LogLevel.Debug);
        Assert.Single(log.Lines, l => l.Exception is StepRejectedException { Message: "sold out" });
    }

    // Fault 11
    [Theory, InlineData("at most once"), InlineData("retriable"), InlineData("undo")]
    public async Task A_failure_that_suspends_is_logged_as_an_error_with_the_exception(string which)
    {
        var log = new TestLog();
        var saga = which switch
        {
            "at most once" => new Script().Step(atMostOnce: true),
            "retriable" => new Script().Retriable(retry: Retries.Times(1)),
            _ => new Script().Step(undoRetry: Retries.Times(1)).Step(),
        };
        await using var stage =
            await Faulty.OpenAsync(saga, w => w.On(which == "undo" ? "C1" : "A1", Acts.Fail("no answer")).On("A2", Acts.Reject()),
                build: b => b.UseServices(log.Services()));
        await stage.BeginAsync();
        await stage.SuspendedAsync();
        Assert.Single(log.Lines, l => l.Exception is CalleeException && l.Level == LogLevel.Error);
    }

    // Fault 11
    [Fact]
    public async Task A_span_of_a_call_that_failed_has_the_exception_as_an_event()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "SagaDsl",
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (spans)
                    spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var stage = await Faulty.OpenAsync(Script.Of(1, Retries.Times(2)), w => w.On("A1", Acts.Fail("no answer"), Acts.Ok));
        await stage.RunAsync("told");
        lock (spans)
        {
            var calls = spans.Where(s => Equals(s.GetTagItem("saga.instance"), "told") && s.GetTagItem("saga.step") is not null).ToList();
            Assert.Equal(2, calls.Count);
            var told = Assert.Single(calls.SelectMany(c => c.Events));
            Assert.Equal("exception", told.Name);
            var tags = told.Tags.ToDictionary();
            Assert.Equal((typeof(CalleeException).FullName, "no answer"), (tags["exception.type"], tags["exception.message"]));
            Assert.Contains(nameof(CalleeException), Assert.IsType<string>(tags["exception.stacktrace"]));
        }
    }

    // Fault 11
    [Fact]
    public async Task What_a_step_logs_carries_saga_instance_step_and_attempt()
    {
        var log = new ScopeLog();
        var services = new ServiceCollection().AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(log)).BuildServiceProvider();
        var users = services.GetRequiredService<ILoggerFactory>().CreateLogger("the user's own");
        var definition = CodeDefinition.Of<Order, int>("logging", 2, async call =>
        {
            users.LogInformation("{What}", $"first {call.Step} {call.IsUndo} {call.Context.Attempt}");
            await Task.Yield();
            users.LogInformation("{What}", $"then {call.Step} {call.IsUndo} {call.Context.Attempt}");
            return call switch
            {
                { Step: "2", IsUndo: false, Context.Attempt: 1 } => throw new CalleeException("again"),
                { Step: "2", IsUndo: false } => throw new StepRejectedException("no"),
                _ => 1,
            };
        });
        await using var stage = Faulty.New();
        await stage.StartCodeAsync(b => b.AddCode<Order, int>(definition).UseServices(services));
        Assert.Equal(SagaStatus.Compensated, (await stage.RunCodeAsync<Order, int>("order-77", new Order("1"))).Status);

        var lines = log.Lines.Where(l => l.Category == "the user's own").ToList();
        Assert.Equal(2 * 5, lines.Count);
        foreach (var line in lines)
        {
            var words = line.Text.Split(' ');
            Assert.Contains(line.Scope, s => Equals(s.Value, "logging"));
            Assert.Contains(line.Scope, s => Equals(s.Value, "order-77"));
            Assert.Contains(line.Scope, s => s.Key.Contains("step", StringComparison.OrdinalIgnoreCase) && Equals(s.Value, words[1]));
            Assert.Contains(line.Scope, s => s.Key.Contains("attempt", StringComparison.OrdinalIgnoreCase) && $"{s.Value}" == words[3]);
        }
    }
}

/// <summary>Keeps what is logged with its scopes.</summary>
public sealed class ScopeLog : ILoggerProvider, ISupportExternalScope
{
    private readonly Lock _gate = new();
    private readonly List<ScopeLine> _lines = [];
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public IReadOnlyList<ScopeLine> Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(ScopeLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => log._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var scope = new List<KeyValuePair<string, object?>>();
            log._scopes.ForEachScope(static (one, all) => all.AddRange(one as IEnumerable<KeyValuePair<string, object?>> ?? []), scope);
            lock (log._gate)
                log._lines.Add(new(category, formatter(state, exception), scope));
        }
    }
}

public sealed record ScopeLine(string Category, string Text, IReadOnlyList<KeyValuePair<string, object?>> Scope);
