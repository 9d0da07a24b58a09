using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>A saga with every name resolved: what waits for what, what undoes what, and where each parameter comes from.</summary>
/// <param name="Order">What waits for what.</param>
/// <param name="Steps">The steps, in declaration order.</param>
/// <param name="Methods">Every method that the runtime calls, in the order of the definition's table.</param>
/// <param name="ResultStep">The index of the step whose result is the saga's, or -1.</param>
/// <param name="Findings">What could not be resolved.</param>
internal sealed record Wiring(
    StepOrder Order, IReadOnlyList<WiredStep> Steps, IReadOnlyList<MethodRow> Methods, int ResultStep, IReadOnlyList<Finding> Findings)
{
    public static Wiring Of(SagaModel saga)
    {
        var findings = new List<Finding>();
        var order = StepOrder.Of(saga, findings);
        var steps = new List<WiredStep>();
        var methods = new List<MethodRow>();
        var binder = new Binder(saga, order, findings);
        for (var i = 0; i < order.Steps.Count; i++)
        {
            var action = order.Steps[i];
            var row = Row(i, action.Remote is null ? MethodRole.Action : MethodRole.Command, action);
            var undoRow = CompensationOf(saga, action) is { } undo ? Row(i, MethodRole.Compensation, undo) : null;
            steps.Add(new(i, order.After[i], row, undoRow));
        }

        return new(order, steps, methods, ResultOf(saga, order.Steps, findings), findings);

        // The one place where rows are made.
        MethodRow Row(int step, MethodRole role, MethodModel method)
        {
            var action = order.Steps[step];
            var row = new MethodRow(methods.Count, role, action.Step!.Name ?? Names.OfStep(action.Name), method, binder.Bind(step, method, role));
            methods.Add(row);
            return row;
        }
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
                findings.Add(RuleCatalog.NothingProvides.At(
                    Anchor.Class(saga.DeclaredBy, Vocabulary.Saga.Result),
                    $"the saga's result, {saga.Result?.Display ?? "of which ISaga<..> declares none"}",
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
/// <param name="After">The indexes it waits for.</param>
/// <param name="ActionRow">The call of its method.</param>
/// <param name="UndoRow">The call of the method that undoes it.</param>
internal sealed record WiredStep(int Index, IReadOnlyList<int> After, MethodRow ActionRow, MethodRow? UndoRow)
{
    public string Name => ActionRow.Step;

    public MethodModel Action => ActionRow.Method;

    public MethodModel? Undo => UndoRow?.Method;
}
