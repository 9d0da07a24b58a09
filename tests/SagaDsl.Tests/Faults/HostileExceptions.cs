using System.Diagnostics;
using SagaDsl.Definition;

namespace SagaDsl.Tests.Faults;

/// <summary>An exception whose properties throw or are null is an exception like any other.</summary>
public sealed class HostileExceptions
{
    public static TheoryData<string> Kinds => ["text throws", "text is null", "everything throws"];

    // Fault 24
    [Theory, MemberData(nameof(Kinds))]
    public async Task A_step_that_throws_one_is_retried_and_undone_like_any(string kind)
    {
        await using var stage = await Faulty.OpenAsync(Script.Of(2, Retries.Times(2)), w => w.On("A2", Acts.Throw(() => Hostile(kind))));
        await stage.BeginAsync();
        var outcome = await stage.EndAsync();
        stage.Called("A1 A2 A2 C2 C1");
        Assert.Equal((SagaStatus.Compensated, "2", Hostile(kind).GetType().FullName), (outcome.Status, outcome.Failure!.Step, outcome.Failure.ErrorType));
        Assert.False(string.IsNullOrWhiteSpace(outcome.Failure.Message), "The failure says that the exception has no text.");
    }

    // Fault 24
    [Theory, MemberData(nameof(Kinds))]
    public async Task A_step_that_throws_one_later_on_is_retried_and_undone_like_any(string kind)
    {
        await using var stage =
            await Faulty.OpenAsync(Script.Of(2, Retries.Times(2)), w => w.On("A2", Acts.Slow(TimeSpan.FromSeconds(1), Acts.Throw(() => Hostile(kind)))));
        await stage.BeginAsync();
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
        stage.Called("A1 A2 A2 C2 C1");
    }

    // Fault 24
    [Theory, MemberData(nameof(Kinds))]
    public async Task A_compensation_that_throws_one_is_retried_like_any(string kind)
    {
        await using var stage =
            await Faulty.OpenAsync(Script.Of(2),
                w => w.On("A2", Acts.Reject())
                .On("C1", Acts.Throw(() => Hostile(kind)), Acts.Slow(TimeSpan.FromSeconds(1), Acts.Throw(() => Hostile(kind))), Acts.Ok));
        await stage.BeginAsync();
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
        stage.Called("A1 A2 C1 C1 C1");
    }

    // Fault 24
    [Fact]
    public async Task A_rejection_that_has_no_text_is_a_rejection()
    {
        await using var stage = await Faulty.OpenAsync(Script.Of(2), w => w.On("A2", Acts.Throw(() => new SpeechlessRejection())));
        await stage.BeginAsync();
        Assert.Equal(FailureCause.Rejected, (await stage.EndAsync()).Failure!.Cause);
        stage.Called("A1 A2 C1");
    }

    // Fault 24: a span tells of it, and the log.
    [Theory, MemberData(nameof(Kinds))]
    public async Task Logging_and_tracing_one_harms_nothing(string kind)
    {
        using var listener =
            new ActivityListener { ShouldListenTo = source => source.Name == "SagaDsl", Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded };
        ActivitySource.AddActivityListener(listener);
        var log = new TestLog();
        await using var stage =
            await Faulty.OpenAsync(Script.Of(2, Retries.Times(2)), w => w.On("A2", Acts.Throw(() => Hostile(kind))), build: b => b.UseServices(log.Services()));
        await stage.BeginAsync();
        Assert.Equal(SagaStatus.Compensated, (await stage.EndAsync()).Status);
        stage.Called("A1 A2 A2 C2 C1");
    }

    internal static Exception Hostile(string kind) => kind switch
    {
        "text throws" => new TextThrows(),
        "text is null" => new TextIsNull(),
        "everything throws" => new EverythingThrows(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private sealed class TextThrows : Exception
    {
        public override string Message => throw new NotSupportedException("no text");
    }

    private sealed class TextIsNull : Exception
    {
        public override string Message => null!;
    }

    private sealed class EverythingThrows : Exception
    {
        public override string Message => throw new NotSupportedException("no text");

        public override string? StackTrace => throw new NotSupportedException("no stack trace");

        public override string? Source => throw new NotSupportedException("no source");

        public override System.Collections.IDictionary Data => throw new NotSupportedException("no data");

        public override Exception GetBaseException() => throw new NotSupportedException("no base");

        public override string ToString() => throw new NotSupportedException("not a string either");
    }

    private sealed class SpeechlessRejection() : StepRejectedException("no")
    {
        public override string Message => null!;
    }
}

/// <summary>Where they ended the whole process: thrown by synchronous steps that run side by side.</summary>
public sealed class HostileExceptionsSideBySide
{
    // Fault 24
    [Theory]
    [InlineData("text throws", 1, Stores.Memory)]
    [InlineData("text throws", 3, Stores.Memory)]
    [InlineData("text is null", 3, Stores.Memory)]
    [InlineData("text throws", 3, Stores.Sqlite)]
    [InlineData("everything throws", 3, Stores.Sqlite)]
    public async Task Synchronous_steps_that_throw_them_are_retried_and_undone_like_any(string kind, int steps, string store)
    {
        var calls = 0;
        var definition = new CodeDefinition
        {
            Contract = SagaDefinition.NewestContract,
            Name = "hostile",
            InputType = typeof(Order),
            ResultType = typeof(int),
            ResultStep = steps - 1,
            Methods = [.. Enumerable.Range(0, 2 * steps).Select(i => new MethodDefinition { Name = $"M{i}", Retry = i % 2 == 0 ? Retries.Times(2) : null })],
            Steps = [.. Enumerable.Range(0, steps)
                .Select(i => new StepDefinition { Name = $"{i + 1}", Action = 2 * i, Compensation = (2 * i) + 1,
                    ResultType = i == steps - 1 ? typeof(int) : null })],
            Run = call =>
            {
                Interlocked.Increment(ref calls);
                return call.IsUndo ? default : throw HostileExceptions.Hostile(kind);
            },
        };
        await using var stage = Faulty.New(Stores.Open(store));
        await stage.StartCodeAsync(b => b.AddCode<Order, int>(definition));
        var outcome = await stage.RunCodeAsync<Order, int>(Scenes.Id, new Order("1"));
        Assert.Equal(SagaStatus.Compensated, outcome.Status);
        Assert.InRange(calls, 2 * steps, 3 * steps);
        Assert.False(string.IsNullOrWhiteSpace(outcome.Failure!.Message));
    }
}
