using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>How a remote step's parameters become the command.</summary>
/// <param name="Kind">How.</param>
/// <param name="Constructor">Which constructor of the command takes them.</param>
internal sealed record CommandForm(CommandFormKind Kind, ConstructorModel? Constructor = null)
{
    /// <summary>The form of a step's command; null: its parameters make none.</summary>
    public static CommandForm? Of(MethodModel step)
    {
        if (step.Remote?.Handles is not { } handler)
            return null;
        var given = step.Parameters.Where(p => p.Kind == ParameterKind.Value).ToList();
        if (handler.Command is not { } command)
            return given.Count == 0 ? new(CommandFormKind.None) : null;
        if (given.Count == 1 && given[0].Type.Identity == command.Identity)
            return given[0].Type.IsNullable && !command.IsNullable ? null : new(CommandFormKind.Parameter);
        return step.Remote.Constructors.FirstOrDefault(c => Takes(c, given)) is { } constructor ? new(CommandFormKind.Constructor, constructor) : null;
    }

    /// <summary>By exact type and order; and what may be absent only where the constructor says that it may.</summary>
    private static bool Takes(ConstructorModel constructor, List<ParameterModel> given) =>
        constructor.Parameters.Count == given.Count
        && constructor.Parameters.Zip(given, (wanted, has) => wanted.Type.Identity == has.Type.Identity && (wanted.Type.IsNullable || !has.Type.IsNullable))
            .All(fits => fits);
}

/// <summary>How parameters become a command.</summary>
internal enum CommandFormKind
{
    /// <summary>The handler takes no command.</summary>
    None,

    /// <summary>The one parameter is the command.</summary>
    Parameter,

    /// <summary>They are what a constructor of the command takes.</summary>
    Constructor,
}
