using SagaDsl.Definition;
using SagaDsl.Journal;

namespace SagaDsl.Kernel;

/// <summary>A definition made ready for the kernel: names to indexes, predecessors to successors, defaults filled in. Immutable.</summary>
internal sealed class SagaPlan
{
    private const int FewSteps = 8;
    private readonly Dictionary<string, int> _indexes;
    private readonly StepProgress[] _fresh;

    public SagaPlan(SagaDefinition definition, PlanDefaults defaults)
        : this(definition.Name, SagaFingerprint.Of(definition), definition.Steps, definition.Methods, definition.ResultStep, defaults)
    {
    }

    private SagaPlan(
        string name, string fingerprint, IReadOnlyList<StepDefinition> steps, IReadOnlyList<MethodDefinition> methods, int resultStep, PlanDefaults defaults)
    {
        (Name, Fingerprint, AttentionAfter, ResultStep) = (name, fingerprint, defaults.AttentionAfter, resultStep);
        ResendAfter = defaults.ResendAfter;
        Steps = [.. steps.Select(step => new StepPlan(step, methods, defaults))];
        HasRemote = Array.Exists(Steps, step => step.Remote is not null);
        _indexes = Steps.Select((step, i) => (step.Name, i)).ToDictionary(x => x.Name, x => x.i, StringComparer.Ordinal);
        Pivot = Array.FindIndex(Steps, step => step.Kind == StepKind.Pivot);
        for (var i = 0; i < Steps.Length; i++)
        {
            foreach (var before in Steps[i].After)
                Steps[before].Successors.Add(i);
        }

        Topological = Sort();
        Roots = [.. Enumerable.Range(0, Steps.Length).Where(i => Steps[i].After.Length == 0)];
        _fresh = Array.ConvertAll(Steps, static step => new StepProgress { Waits = step.After.Length });
        Completed = new(resultStep >= 0 ? Steps[resultStep].Name : null);
    }

    /// <summary>The plan of an instance that is only read: the shape it began under, and whatever else its journal names.</summary>
    public static SagaPlan Read(string name, string fingerprint, IEnumerable<string> named, PlanDefaults defaults)
    {
        var steps = SagaFingerprint.Read(fingerprint);
        steps.AddRange(named.Distinct(StringComparer.Ordinal).Where(step => steps.TrueForAll(known => known.Name != step))
            .Select(step => new StepDefinition { Name = step, Action = 0 }).ToList());
        return new(name, fingerprint, steps, [new() { Name = "" }], -1, defaults);
    }

    public string Name { get; }

    public string Fingerprint { get; }

    public StepPlan[] Steps { get; }

    /// <summary>The index of the pivot, or -1.</summary>
    public int Pivot { get; }

    /// <summary>The index of the step whose result is the saga's, or -1.</summary>
    public int ResultStep { get; }

    public int AttentionAfter { get; }

    /// <summary>After which time without a reply a participant is asked again, the first time.</summary>
    public TimeSpan ResendAfter { get; }

    /// <summary>Whether participants do any of its steps.</summary>
    public bool HasRemote { get; }

    /// <summary>Every step after all of its predecessors.</summary>
    public int[] Topological { get; }

    /// <summary>The steps that wait for none.</summary>
    public int[] Roots { get; }

    /// <summary>The end of every instance that completes: it says the same of each, so one object serves every journal.</summary>
    public SagaCompleted Completed { get; }

    /// <summary>The steps of an instance that has not begun.</summary>
    public StepProgress[] FreshSteps() => (StepProgress[])_fresh.Clone();

    public int IndexOf(string step)
    {
        // Entries made in this process hold the very same string; a scan for it beats hashing.
        for (var i = 0; i < Steps.Length && i < FewSteps; i++)
        {
            if (ReferenceEquals(Steps[i].Name, step))
                return i;
        }

        return _indexes.TryGetValue(step, out var index) ? index : -1;
    }

    /// <summary>Whether another step, one of the undos of other steps, or the saga itself cannot do without a step's result.</summary>
    public string? ConsumerOf(int step)
    {
        if (ResultStep == step)
            return "the saga's own result is its result";
        for (var i = 0; i < Steps.Length; i++)
        {
            if (i == step)
                continue;
            if (Steps[i].Reads.Contains(step))
                return $"step '{Steps[i].Name}' needs its result";
            if (Steps[i].UndoReads.Contains(step))
                return $"the compensation of step '{Steps[i].Name}' needs its result";
        }

        return null;
    }

    // Kahn, "Topological sorting of large networks", CACM 1962; ties in declaration order.
    private int[] Sort()
    {
        var waiting = Array.ConvertAll(Steps, step => step.After.Length);
        var order = new List<int>(Steps.Length);
        var ready = new PriorityQueue<int, int>(Enumerable.Range(0, Steps.Length).Where(i => waiting[i] == 0).Select(i => (i, i)));
        while (ready.TryDequeue(out var step, out _))
        {
            order.Add(step);
            foreach (var next in Steps[step].Successors)
            {
                if (--waiting[next] == 0)
                    ready.Enqueue(next, next);
            }
        }

        return order.Count == Steps.Length
            ? [.. order]
            : throw new SagaDefinitionException(
                $"Saga '{Name}': its steps wait for each other in a circle: {string.Join(", ", Steps.Where((_, i) => waiting[i] > 0).Select(s => s.Name))}.");
    }
}

/// <summary>What holds where a definition says nothing.</summary>
/// <param name="StepRetry">How steps before the commit point are retried.</param>
/// <param name="UndoAndForwardRetry">How compensations, pivots and what follows them are retried.</param>
/// <param name="AttentionAfter">After how many failed attempts or interruptions a person's attention is raised.</param>
/// <param name="ResendAfter">After which time without a reply a participant is asked again, the first time.</param>
internal sealed record PlanDefaults(RetryPolicy StepRetry, RetryPolicy UndoAndForwardRetry, int AttentionAfter, TimeSpan ResendAfter);

/// <summary>A step of a plan.</summary>
internal sealed class StepPlan(StepDefinition definition, IReadOnlyList<MethodDefinition> methods, PlanDefaults defaults)
{
    private readonly MethodDefinition _action = methods[definition.Action];
    private readonly MethodDefinition? _undo = definition.Compensation >= 0 ? methods[definition.Compensation] : null;

    public string Name { get; } = definition.Name;

    public StepKind Kind { get; } = definition.Kind;

    public int[] After { get; } = [.. definition.After];

    public List<int> Successors { get; } = [];

    public bool HasResult { get; } = definition.ResultType is not null;

    public bool HasUndo { get; } = definition.Compensation >= 0 || definition.Remote is { HasUndo: true };

    /// <summary>Which participant does the step; null: this process.</summary>
    public RemoteStep? Remote { get; } = definition.Remote;

    public bool AtMostOnce { get; } = definition.AtMostOnce;

    /// <summary>The steps whose results the action cannot do without.</summary>
    public IReadOnlyList<int> Reads { get; } = methods[definition.Action].Reads;

    /// <summary>The steps whose results the compensation cannot do without.</summary>
    public IReadOnlyList<int> UndoReads => _undo?.Reads ?? [];

    /// <summary>Before the commit point the default has a limit; a pivot and what follows it have none.</summary>
    public RetryRule Retry { get; } = RetryRule.Of(
        methods[definition.Action].Retry, definition.Kind == StepKind.Compensatable ? defaults.StepRetry : defaults.UndoAndForwardRetry);

    public RetryRule UndoRetry { get; } = RetryRule.Of(
        definition.Compensation >= 0 ? methods[definition.Compensation].Retry : null, defaults.UndoAndForwardRetry);

    public RetryRule RetryOf(StepPhase phase) => phase == StepPhase.Undo ? UndoRetry : Retry;

    /// <summary>The method that is called in a phase.</summary>
    public MethodDefinition DefinitionOf(StepPhase phase) => phase == StepPhase.Undo ? _undo! : _action;

    /// <summary>The index of the method that is called in a phase.</summary>
    public int MethodOf(StepPhase phase) => phase == StepPhase.Undo ? definition.Compensation : definition.Action;
}
