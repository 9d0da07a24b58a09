using SagaDsl.Definition;

namespace SagaDsl.TestKit.Sagas;

/// <summary>A saga as data, for tests: steps named 1, 2, 3… unless they are given names.</summary>
public sealed class Script(string name = "scripted")
{
    private readonly List<StepDefinition> _steps = [];

    // Two a step, its action and its compensation, whether it has one or not.
    private readonly List<MethodDefinition> _methods = [];

    /// <summary>The saga's name.</summary>
    public string Name => name;

    /// <summary>The saga's timeout.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>The participant whose command it is: a script of one step, named <c>participant.step</c>. Null: a saga of its own.</summary>
    public string? Participant { get; init; }

    /// <summary>The contract it claims to be generated for.</summary>
    public int Contract { get; set; } = SagaDefinition.NewestContract;

    /// <summary>The steps so far.</summary>
    public IReadOnlyList<StepDefinition> Steps => _steps;

    /// <summary>Their methods: of step i, the action at 2i and the compensation behind it.</summary>
    public IReadOnlyList<MethodDefinition> Methods => _methods;

    /// <summary>Adds a compensatable step. Its compensation needs nothing but its key unless <paramref name="undoReads"/> says so.</summary>
    public Script Step(
        string? name = null, int[]? after = null, bool undo = true, string? noCompensation = null, bool undoNeedsResult = false,
        int[]? reads = null, int[]? undoReads = null, RetryPolicy? retry = null, RetryPolicy? undoRetry = null,
        TimeSpan? timeout = null, TimeSpan? undoTimeout = null, bool atMostOnce = false, bool result = true, IReadOnlyList<Rejection>? rejectOn = null) =>
        Add(StepKind.Compensatable, name, after, undo, noCompensation, undoNeedsResult, reads, undoReads, retry, undoRetry, timeout, undoTimeout, atMostOnce,
            result, rejectOn);

    /// <summary>Adds a step that a participant does. Its command is the saga's input.</summary>
    public Script Remote(string handler, string participant = "stock", StepKind kind = StepKind.Compensatable, bool undo = true, TimeSpan? timeout = null,
        string? name = null, int[]? after = null)
    {
        Add(kind, name, after, false, null, false, null, null, null, null, null, null, false, true, null);
        _steps[^1] = new StepDefinition
        {
            Name = _steps[^1].Name,
            Kind = kind,
            After = _steps[^1].After,
            ResultType = typeof(StepValue),
            Action = _steps[^1].Action,
            Remote = new() { Participant = participant, Handler = handler, CommandType = typeof(Order), HasUndo = undo, Timeout = timeout },
        };
        return this;
    }

    /// <summary>The handler of a command.</summary>
    public static Script Handler(string handler, string participant = "stock", bool undo = true, RetryPolicy? retry = null, bool atMostOnce = false) =>
        new Script($"{participant}.{handler}") { Participant = participant }.Step(handler, undo: undo, retry: retry, atMostOnce: atMostOnce);

    /// <summary>Adds the pivot.</summary>
    public Script Pivot(string? name = null, int[]? after = null, int[]? reads = null, RetryPolicy? retry = null, TimeSpan? timeout = null,
        bool atMostOnce = false, IReadOnlyList<Rejection>? rejectOn = null) =>
        Add(StepKind.Pivot, name, after, false, null, false, reads, null, retry, null, timeout, null, atMostOnce, true, rejectOn);

    /// <summary>Adds a retriable step.</summary>
    public Script Retriable(string? name = null, int[]? after = null, int[]? reads = null, RetryPolicy? retry = null, TimeSpan? timeout = null,
        bool atMostOnce = false) =>
        Add(StepKind.Retriable, name, after, false, null, false, reads, null, retry, null, timeout, null, atMostOnce, true, null);

    /// <summary>Steps in a row, every one with a compensation.</summary>
    public static Script Of(int steps, RetryPolicy? retry = null)
    {
        var script = new Script();
        for (var i = 0; i < steps; i++)
            script.Step(retry: retry);
        return script;
    }

    /// <summary>The definition as one process has it.</summary>
    public ScriptedDefinition On(Node node) => new(node)
    {
        Contract = Contract,
        Name = Name,
        InputType = typeof(Order),
        ResultType = _steps.Exists(s => s.ResultType is not null) ? typeof(StepValue) : null,
        ResultStep = _steps.FindLastIndex(s => s.ResultType is not null),
        Timeout = Timeout,
        Participant = Participant,
        Steps = [.. _steps],
        Methods = [.. _methods],
    };

    private Script Add(
        StepKind kind, string? name, int[]? after, bool undo, string? noCompensation, bool undoNeedsResult, int[]? reads, int[]? undoReads,
        RetryPolicy? retry, RetryPolicy? undoRetry, TimeSpan? timeout, TimeSpan? undoTimeout, bool atMostOnce, bool result, IReadOnlyList<Rejection>? rejectOn)
    {
        var index = _steps.Count;
        var label = name ?? (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        _methods.Add(new() { Name = label, Reads = reads ?? [], Retry = retry, Timeout = timeout, RejectOn = rejectOn ?? [] });
        _methods.Add(new() { Name = $"Undo{label}", Reads = undoReads ?? (undoNeedsResult ? [index] : []), Retry = undoRetry, Timeout = undoTimeout });
        _steps.Add(new StepDefinition
        {
            Name = label,
            Kind = kind,
            After = after ?? Sinks(),
            ResultType = result ? typeof(StepValue) : null,
            Action = 2 * index,
            Compensation = undo && noCompensation is null ? (2 * index) + 1 : -1,
            NoCompensation = noCompensation,
            AtMostOnce = atMostOnce,
        });
        return this;
    }

    // What a step without After waits for: every step above it that no other waits for.
    private int[] Sinks()
    {
        var taken = _steps.SelectMany(s => s.After).ToHashSet();
        return [.. Enumerable.Range(0, _steps.Count).Where(i => !taken.Contains(i))];
    }
}

/// <summary>Retry policies that tests use.</summary>
public static class Retries
{
    /// <summary>So many calls at most, without jitter, first after a second, doubling.</summary>
    public static RetryPolicy Times(int attempts) =>
        new() { MaxAttempts = attempts, FirstDelay = TimeSpan.FromSeconds(1), Factor = 2, MaxDelay = TimeSpan.FromMinutes(1), Jitter = false };

    /// <summary>So many calls at most, at once.</summary>
    public static RetryPolicy Immediately(int attempts) =>
        new() { MaxAttempts = attempts, FirstDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero, Factor = 1, Jitter = false };

    /// <summary>No limit, without jitter, every second.</summary>
    public static RetryPolicy EverySecond { get; } =
        new() { FirstDelay = TimeSpan.FromSeconds(1), Factor = 1, MaxDelay = TimeSpan.FromSeconds(1), Jitter = false };
}
