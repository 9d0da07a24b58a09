using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>A method that the runtime calls, with its parameters resolved: a row of the definition's table, and a case of its <c>Invoke</c>.</summary>
/// <param name="Index">Its place in the table.</param>
/// <param name="Role">What it is called for.</param>
/// <param name="Step">The name of the step it belongs to.</param>
/// <param name="Method">The method. One that undoes two steps has two rows: each finds its own values.</param>
/// <param name="Arguments">Where its parameters come from.</param>
internal sealed record MethodRow(int Index, MethodRole Role, string Step, MethodModel Method, IReadOnlyList<Argument> Arguments)
{
    /// <summary>The indexes of the steps whose results it cannot do without.</summary>
    public IEnumerable<int> Reads =>
        Arguments.Where(a => a is { Source: ArgumentSource.Result, Parameter.Type.IsNullable: false }).Select(a => a.Step).Distinct().OrderBy(i => i);

    /// <summary>What rejects the step; an undo cannot be refused.</summary>
    public EquatableArray<RejectModel> RejectOn => Role == MethodRole.Action ? Method.RejectOn : default;

    /// <summary>What it is for, as a person says it.</summary>
    public string Purpose => Role switch
    {
        MethodRole.Action => $"step '{Step}'",
        MethodRole.Compensation => $"undoes step '{Step}'",
        MethodRole.Command => $"makes the command of step '{Step}'",
        _ => throw new ArgumentOutOfRangeException(nameof(Role), Role, null),
    };
}

/// <summary>What the runtime calls a method for.</summary>
internal enum MethodRole
{
    Action,
    Compensation,

    /// <summary>A participant does the step: what is called makes its command.</summary>
    Command,
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
