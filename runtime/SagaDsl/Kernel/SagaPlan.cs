using SagaDsl.Definition;

namespace SagaDsl.Kernel;

/// <summary>A definition made ready for the kernel: names to indexes, predecessors to successors, defaults filled in. Immutable.</summary>
internal sealed class SagaPlan
{
    private const int FewSteps = 8;
    private readonly Dictionary<string, int> _indexes;

    public SagaPlan(SagaDefinition definition, SagaOptions options)
    {
        Definition = definition;
        Fingerprint = SagaFingerprint.Of(definition);
        AttentionAfter = options.AttentionAfter;
        Steps = [.. definition.Steps.Select(step => new StepPlan(step, options))];
        _indexes = Steps.Select((step, i) => (step.Name, i)).ToDictionary(x => x.Name, x => x.i, StringComparer.Ordinal);
        Pivot = Array.FindIndex(Steps, step => step.Kind == StepKind.Pivot);
        for (var i = 0; i < Steps.Length; i++)
        {
            foreach (var before in Steps[i].After)
                Steps[before].Successors.Add(i);
        }

        Topological = Sort();
    }

    public SagaDefinition Definition { get; }

    public string Fingerprint { get; }

    public StepPlan[] Steps { get; }

    /// <summary>The index of the pivot, or -1.</summary>
    public int Pivot { get; }

    public int AttentionAfter { get; }

    /// <summary>Every step after all of its predecessors.</summary>
    public int[] Topological { get; }

    public string Name => Definition.Name;

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
        if (Definition.ResultStep == step)
            return "the saga's own result is its result";
        for (var i = 0; i < Steps.Length; i++)
        {
            if (i == step)
                continue;
            if (Steps[i].Definition.Reads.Contains(step))
                return $"step '{Steps[i].Name}' needs its result";
            if (Steps[i].Definition.UndoReads.Contains(step))
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
            : throw new SagaDefinitionException($"Saga '{Name}': its steps wait for each other in a circle: {string.Join(", ", Steps.Where((_, i) => waiting[i] > 0).Select(s => s.Name))}.");
    }
}

/// <summary>A step of a plan.</summary>
internal sealed class StepPlan(StepDefinition definition, SagaOptions options)
{
    public StepDefinition Definition { get; } = definition;

    public string Name { get; } = definition.Name;

    public StepKind Kind { get; } = definition.Kind;

    public int[] After { get; } = [.. definition.After];

    public List<int> Successors { get; } = [];

    public bool HasUndo { get; } = definition.HasUndo;

    /// <summary>Before the commit point the default has a limit; a pivot and what follows it have none.</summary>
    public RetryRule Retry { get; } = RetryRule.Of(definition.Retry, definition.Kind == StepKind.Compensatable ? options.StepRetry : options.UndoAndForwardRetry);

    public RetryRule UndoRetry { get; } = RetryRule.Of(definition.UndoRetry, options.UndoAndForwardRetry);
}
