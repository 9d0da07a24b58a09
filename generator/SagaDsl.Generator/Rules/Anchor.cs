using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>A place in a saga class, without a syntax node: <c>Reading/AnchorLocator</c> finds it in a class's declarations.</summary>
/// <param name="Member">The method's name; empty: the class.</param>
/// <param name="Overload">Which of the class's methods of that name, from 0.</param>
/// <param name="Part">What of it.</param>
internal sealed record Anchor(string Member, int Overload, AnchorPart Part)
{
    /// <summary>Which attribute; on a method, on the class, or with <see cref="AnchorPart.ParameterArgument"/> on a parameter.</summary>
    public KnownAttribute Attribute { get; init; }

    /// <summary>Which property of the attribute; null: what its constructor takes.</summary>
    public string? Property { get; init; }

    /// <summary>Which of several: the parameter, or the element of an argument that is a list; from 0.</summary>
    public int Ordinal { get; init; }

    /// <summary>Where in a text argument the trouble starts.</summary>
    public int Offset { get; init; }

    /// <summary>How long it is there; 0: the whole part.</summary>
    public int Length { get; init; }

    public static Anchor Class(AnchorPart part = AnchorPart.Name) => new("", 0, part);

    public static Anchor Class(KnownAttribute attribute, string? property = null) =>
        Class(AnchorPart.Argument) with { Attribute = attribute, Property = property };

    public static Anchor Of(MethodModel method, AnchorPart part = AnchorPart.Name, int ordinal = 0) =>
        new(method.Name, method.Overload, part) { Ordinal = ordinal };

    /// <summary>An attribute as a whole.</summary>
    public static Anchor Of(MethodModel method, KnownAttribute attribute) => Of(method, AnchorPart.Attribute) with { Attribute = attribute };

    /// <summary>What an attribute says.</summary>
    public static Anchor Argument(MethodModel method, KnownAttribute attribute, string? property = null, int ordinal = 0) =>
        Of(method, AnchorPart.Argument, ordinal) with { Attribute = attribute, Property = property };

    /// <summary>What the attribute says that makes a method a step.</summary>
    public static Anchor OfStep(MethodModel method, string? property, int ordinal = 0) => Argument(method, method.Step!.DeclaredBy, property, ordinal);

    public Anchor Within(DurationProblem problem) => this with { Offset = problem.Offset, Length = problem.Length };
}

/// <summary>A part of a class or method. Each falls back to the name where it is not written.</summary>
internal enum AnchorPart
{
    /// <summary>The identifier.</summary>
    Name,

    /// <summary>The method's return type.</summary>
    ReturnType,

    /// <summary>The identifier of a parameter.</summary>
    Parameter,

    /// <summary>The type of a parameter.</summary>
    ParameterType,

    /// <summary>What an attribute of a parameter says.</summary>
    ParameterArgument,

    /// <summary>The <c>ISaga</c> in the base list; in a participant, nothing.</summary>
    Marker,

    /// <summary>An attribute as a whole.</summary>
    Attribute,

    /// <summary>What an attribute says: one of its arguments, or an element of it.</summary>
    Argument,
}
