using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>What waits for what. Without <c>After</c> a step waits for every sink above it: the steps that none of those above waits for.</summary>
internal sealed class StepOrder
{
    private readonly bool[,] _before;

    private StepOrder(IReadOnlyList<MethodModel> steps, IReadOnlyList<int>[] after)
    {
        (Steps, After) = (steps, after);
        _before = Closure(after);
    }

    public IReadOnlyList<MethodModel> Steps { get; }

    /// <summary>For each step the indexes it waits for, ascending.</summary>
    public IReadOnlyList<int>[] After { get; }

    /// <summary>Whether one step has ended before another begins, on every path.</summary>
    public bool IsBefore(int step, int other) => _before[other, step];

    public static StepOrder Of(SagaModel saga, List<Finding> findings)
    {
        var steps = saga.Methods.Where(m => m.Step is not null).ToList();
        var after = new IReadOnlyList<int>[steps.Count];
        var waitedFor = new HashSet<int>();
        for (var i = 0; i < steps.Count; i++)
        {
            after[i] = steps[i].Step!.HasAfter ? Named(steps, i, findings) : Enumerable.Range(0, i).Where(above => !waitedFor.Contains(above)).ToList();
            waitedFor.UnionWith(after[i]);
        }

        var order = new StepOrder(steps, after);
        order.FindCycle(findings);
        return order;
    }

    private static IReadOnlyList<int> Named(List<MethodModel> steps, int step, List<Finding> findings)
    {
        var found = new SortedSet<int>();
        for (var n = 0; n < steps[step].Step!.After.Count; n++)
        {
            var name = steps[step].Step!.After[n];
            var named = Enumerable.Range(0, steps.Count).Where(i => steps[i].Name == name).ToList();
            if (named.Count == 0)
                findings.Add(RuleCatalog.AfterUnknown.At(AfterOf(steps[step], n), name, Spelling.Suggest(name, steps.Select(s => s.Name))));
            found.UnionWith(named);
        }

        return [.. found];
    }

    private static Anchor AfterOf(MethodModel step, int element = 0) => Anchor.OfStep(step, Vocabulary.Step.After, element);

    private void FindCycle(List<Finding> findings)
    {
        for (var i = 0; i < Steps.Count; i++)
        {
            if (!IsBefore(i, i))
                continue;
            findings.Add(RuleCatalog.Cycle.At(AfterOf(Steps[i]), string.Join(" → ", Path(i).Select(s => Steps[s].Name))));
            return;
        }
    }

    // The shortest way from a step back to itself, in the order in which they would have to run.
    private IEnumerable<int> Path(int start)
    {
        var via = new Dictionary<int, int>();
        var queue = new Queue<int>([start]);
        while (queue.Count > 0)
        {
            var at = queue.Dequeue();
            foreach (var next in After[at])
            {
                if (next == start)
                {
                    var back = new List<int> { start };
                    for (; at != start; at = via[at])
                        back.Add(at);
                    back.Add(start);
                    return back;
                }

                if (!via.ContainsKey(next))
                {
                    via[next] = at;
                    queue.Enqueue(next);
                }
            }
        }

        return [start, start];
    }

    private static bool[,] Closure(IReadOnlyList<int>[] after)
    {
        var before = new bool[after.Length, after.Length];
        for (var start = 0; start < after.Length; start++)
        {
            var pending = new Stack<int>(after[start]);
            while (pending.Count > 0)
            {
                var at = pending.Pop();
                if (before[start, at])
                    continue;
                before[start, at] = true;
                foreach (var next in after[at])
                    pending.Push(next);
            }
        }

        return before;
    }
}
