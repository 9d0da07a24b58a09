using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>A saga with every name resolved: what waits for what, what undoes what, and where each parameter comes from.</summary>
/// <param name="Order">What waits for what.</param>
/// <param name="Steps">The steps, in declaration order.</param>
/// <param name="ResultStep">The index of the step whose result is the saga's, or -1.</param>
/// <param name="Findings">What could not be resolved.</param>
internal sealed record Wiring(StepOrder Order, IReadOnlyList<WiredStep> Steps, int ResultStep, IReadOnlyList<Finding> Findings)
{
    public static Wiring Of(SagaModel saga)
    {
        var findings = new List<Finding>();
        var order = StepOrder.Of(saga, findings);
        var steps = new List<WiredStep>();
        var binder = new Binder(saga, order, findings);
        for (var i = 0; i < order.Steps.Count; i++)
        {
            var action = order.Steps[i];
            var undo = CompensationOf(saga, action);
            steps.Add(new(i, action, undo, order.After[i], binder.Bind(i, action, isUndo: false), undo is null ? [] : binder.Bind(i, undo, isUndo: true)));
        }

        return new(order, steps, ResultOf(saga, order.Steps, findings), findings);
    }

    private static MethodModel? CompensationOf(SagaModel saga, MethodModel action)
    {
        if (action.Step!.Compensation is not { } name)
            return null;
        var named = saga.Methods.Where(m => m.Name == name).ToList();
        return named.Count == 1 ? named[0] : null;
    }

    private static int ResultOf(SagaModel saga, IReadOnlyList<MethodModel> steps, List<Finding> findings)
    {
        if (saga.ResultOf is { } named)
        {
            var step = steps.ToList().FindLastIndex(s => s.Name == named);
            if (step < 0 || saga.Result is null || steps[step].Result?.Identity != saga.Result.Identity)
                findings.Add(RuleCatalog.NothingProvides.At(Anchor.Class(KnownAttribute.Saga, Vocabulary.Saga.Result), $"the saga's result, {saga.Result?.Display ?? "of which ISaga<..> declares none"}",
                    step < 0 ? $"no step's method is named '{named}'" : $"step {named} returns {steps[step].Result?.Display ?? "nothing"}"));
            return step;
        }

        if (saga.Result is null)
            return -1;
        var last = steps.ToList().FindLastIndex(s => s.Result?.Identity == saga.Result.Identity);
        if (last < 0)
            findings.Add(RuleCatalog.NothingProvides.At(Anchor.Class(AnchorPart.Marker), $"the saga's result, {saga.Result.Display}", "no step returns it"));
        return last;
    }
}

/// <summary>A step with its names resolved.</summary>
/// <param name="Index">Its place.</param>
/// <param name="Action">The method.</param>
/// <param name="Undo">The method that undoes it.</param>
/// <param name="After">The indexes it waits for.</param>
/// <param name="Arguments">Where the action's parameters come from.</param>
/// <param name="UndoArguments">Where the compensation's parameters come from.</param>
internal sealed record WiredStep(int Index, MethodModel Action, MethodModel? Undo, IReadOnlyList<int> After, IReadOnlyList<Argument> Arguments, IReadOnlyList<Argument> UndoArguments)
{
    public string Name => Action.Step!.Name ?? Names.OfStep(Action.Name);

    public IEnumerable<int> Reads => Needed(Arguments);

    public IEnumerable<int> UndoReads => Needed(UndoArguments);

    private static IEnumerable<int> Needed(IReadOnlyList<Argument> arguments) =>
        arguments.Where(a => a is { Source: ArgumentSource.Result, Parameter.Type.IsNullable: false }).Select(a => a.Step).Distinct().OrderBy(i => i);
}

/// <summary>Where a parameter comes from.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Source">What kind of place.</param>
/// <param name="Step">The step, where it is a result.</param>
internal sealed record Argument(ParameterModel Parameter, ArgumentSource Source, int Step = -1);

/// <summary>What kind of place an argument comes from.</summary>
internal enum ArgumentSource
{
    None,
    Context,
    Token,
    Input,
    Result,
}
