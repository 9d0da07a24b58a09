using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>Binds parameters by exact type to the input or to results of steps that have ended before; by name where types do not tell.</summary>
internal sealed class Binder(SagaModel saga, StepOrder order, List<Finding> findings)
{
    public IReadOnlyList<Argument> Bind(int step, MethodModel method, MethodRole role) =>
        [.. method.Parameters.Select((parameter, i) => Bind(new(step, method, role, parameter, i)))];

    private Argument Bind(Request request)
    {
        var parameter = request.Parameter;
        return parameter.Kind switch
        {
            ParameterKind.Context => new(parameter, ArgumentSource.Context),
            ParameterKind.Token => new(parameter, ArgumentSource.Token),
            ParameterKind.Unsupported => new(parameter, ArgumentSource.None),
            _ when parameter.FromInput => FromInput(request),
            _ when parameter.From is not null => FromStep(request, parameter.From),
            _ when parameter.Type.Is(TypeTraits.Plain) => Refuse(request, RuleCatalog.PlainByType, parameter.Type.Display, Offers(request)),
            _ => ByType(request),
        };
    }

    private Argument FromInput(Request request)
    {
        if (saga.Input is null)
            return Refuse(request, RuleCatalog.NothingProvides, $"'{request.Parameter.Name}'", "the saga declares no input");
        return request.Parameter.Converts
            ? new(request.Parameter, ArgumentSource.Input)
            : Refuse(request, RuleCatalog.NothingProvides, $"'{request.Parameter.Name}', {request.Parameter.Type.Display}",
                $"the input is {saga.Input.Display} and does not convert to it");
    }

    private Argument FromStep(Request request, string name)
    {
        var index = order.Steps.ToList().FindIndex(s => s.Name == name);
        if (index < 0)
            return Refuse(request, RuleCatalog.NothingProvides, $"'{request.Parameter.Name}'",
                $"[From] names no step: '{name}'; {Spelling.Suggest(name, order.Steps.Select(s => s.Name))}");
        if (order.Steps[index].Result is not { } result || !request.Parameter.Converts)
            return Refuse(request, RuleCatalog.NothingProvides, $"'{request.Parameter.Name}', {request.Parameter.Type.Display}",
                $"step {name} returns {order.Steps[index].Result?.Display ?? "nothing"}, which does not convert to it");
        return Reaches(request, index)
            ? Take(request, index, result)
            : Refuse(request, RuleCatalog.NotOrderedBefore, request.Parameter.Name, name, Own(request));
    }

    private Argument ByType(Request request)
    {
        var identity = request.Parameter.Type.Identity;
        if (request.Role == MethodRole.Compensation && order.Steps[request.Step].Result is { } own && own.Identity == identity)
            return Take(request, request.Step, own);

        var providers = Providers(identity);
        var before = providers.Where(i => order.IsBefore(i, request.Step)).ToList();
        var isInput = saga.Input?.Identity == identity;
        return (isInput, before.Count) switch
        {
            (true, 0) => new(request.Parameter, ArgumentSource.Input),
            (false, 1) => Take(request, before[0], order.Steps[before[0]].Result!),
            (false, 0) when providers.Find(i => i != request.Step, -1) is var late and >= 0 =>
                Refuse(request, RuleCatalog.NotOrderedBefore, request.Parameter.Name, order.Steps[late].Name, Own(request)),
            (false, 0) => Refuse(request, RuleCatalog.NothingProvides, $"'{request.Parameter.Name}', {request.Parameter.Type.Display}",
                request.Parameter.NearMisses.Count > 0 ? $"near misses: {string.Join("; ", request.Parameter.NearMisses)}"
                : providers.Count > 0 ? "it is the step's own result" : "neither the input nor a step's result has this type"),
            _ => Refuse(request, RuleCatalog.TwoCandidates, request.Parameter.Name, request.Parameter.Type.Display,
                string.Join(" and ", (isInput ? new[] { "the input" } : []).Concat(before.Select(i => $"the result of {order.Steps[i].Name}")))),
        };
    }

    private Argument Take(Request request, int step, TypeRef result)
    {
        if (result.IsNullable && !request.Parameter.Type.IsNullable)
            findings.Add(RuleCatalog.MayBeAbsent.At(At(request, AnchorPart.ParameterType), request.Parameter.Name, order.Steps[step].Name,
                request.Parameter.Type.Display));
        return new(request.Parameter, ArgumentSource.Result, step);
    }

    private bool Reaches(Request request, int provider) =>
        order.IsBefore(provider, request.Step) || (request.Role == MethodRole.Compensation && provider == request.Step);

    private List<int> Providers(string identity) =>
        [.. Enumerable.Range(0, order.Steps.Count).Where(i => order.Steps[i].Result?.Identity == identity)];

    private string Own(Request request) => order.Steps[request.Step].Name;

    // What could be meant by a plain type: the sources of that type in reach.
    private string Offers(Request request)
    {
        var identity = request.Parameter.Type.Identity;
        var offers = Providers(identity).Where(i => Reaches(request, i)).Select(i => $"[From(nameof({order.Steps[i].Name}))]").ToList();
        if (saga.Input?.Identity == identity)
            offers.Insert(0, "[FromInput]");
        return offers.Count == 0 ? "nothing in reach has this type" : $"write {string.Join(" or ", offers)}";
    }

    private Argument Refuse(Request request, Rule rule, params string[] arguments)
    {
        var at = rule == RuleCatalog.NothingProvides && request.Parameter.From is not null
            ? At(request, AnchorPart.ParameterArgument) with { Attribute = KnownAttribute.From }
            : At(request, AnchorPart.Parameter);
        findings.Add(rule.At(at, arguments));
        return new(request.Parameter, ArgumentSource.None);
    }

    private static Anchor At(Request request, AnchorPart part) => Anchor.Of(request.Method, part, request.Ordinal);

    private sealed record Request(int Step, MethodModel Method, MethodRole Role, ParameterModel Parameter, int Ordinal);
}

/// <summary>Searches that give a default of one's own.</summary>
internal static class Searches
{
    public static int Find(this List<int> items, Predicate<int> wanted, int otherwise)
    {
        var at = items.FindIndex(wanted);
        return at < 0 ? otherwise : items[at];
    }
}
