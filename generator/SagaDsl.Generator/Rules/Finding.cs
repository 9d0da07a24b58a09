using System.Globalization;
using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>A rule that a saga breaks, and where. Equal by value; the analyzer turns the anchor into a location.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Anchor">Where.</param>
/// <param name="Arguments">What stands for <c>{0}</c>… in its message.</param>
internal sealed record Finding(Rule Rule, Anchor Anchor, EquatableArray<string> Arguments)
{
    public string Message => string.Format(CultureInfo.InvariantCulture, Rule.Message, [.. Arguments]);
}

/// <summary>A place in a saga class, without a syntax node: <c>Reading/AnchorLocator</c> finds it in a class's declarations.</summary>
/// <param name="Member">The method's name; empty: the class.</param>
/// <param name="Overload">Which of the class's methods of that name, from 0.</param>
/// <param name="Part">What of it.</param>
/// <param name="Ordinal">
/// Which of several: the parameter, the element of <c>After</c>, the exception over all of the method's <c>[RejectOn]</c>; from 0.
/// </param>
/// <param name="Offset">Where in a text argument the trouble starts.</param>
/// <param name="Length">How long it is there; 0: the whole part.</param>
internal sealed record Anchor(string Member, int Overload, AnchorPart Part, int Ordinal = 0, int Offset = 0, int Length = 0)
{
    public static Anchor Class(AnchorPart part = AnchorPart.Name) => new("", 0, part);

    public static Anchor Of(MethodModel method, AnchorPart part = AnchorPart.Name, int ordinal = 0) => new(method.Name, method.Overload, part, ordinal);

    public static Anchor Of(MethodModel method, KnownAttribute attribute) => Of(method, AnchorPart.Attribute, (int)attribute);

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

    /// <summary>The argument of a parameter's <c>[From]</c>.</summary>
    From,

    /// <summary>The <c>ISaga</c> in the base list.</summary>
    Marker,

    /// <summary>An attribute as a whole; the ordinal says which: a <see cref="KnownAttribute"/>.</summary>
    Attribute,

    /// <summary><c>[Saga("…")]</c> or <c>[Step("…")]</c>: the name.</summary>
    GivenName,

    /// <summary><c>[Saga(Result = …)]</c>.</summary>
    SagaResult,

    /// <summary><c>[Saga(Client = …)]</c>.</summary>
    SagaClient,

    /// <summary><c>[Saga(Json = …)]</c>.</summary>
    SagaJson,

    /// <summary><c>[Step(Compensation = …)]</c>.</summary>
    Compensation,

    /// <summary><c>[Step(Kind = …)]</c>.</summary>
    Kind,

    /// <summary>An element of <c>[Step(After = …)]</c>.</summary>
    After,

    /// <summary><c>[Retry(MaxAttempts = …)]</c>.</summary>
    MaxAttempts,

    /// <summary><c>[Retry(FirstDelay = …)]</c>.</summary>
    FirstDelay,

    /// <summary><c>[Retry(MaxDelay = …)]</c>.</summary>
    MaxDelay,

    /// <summary><c>[Retry(Factor = …)]</c>.</summary>
    Factor,

    /// <summary>The text of <c>[Timeout("…")]</c>.</summary>
    Timeout,

    /// <summary>An exception of <c>[RejectOn]</c>.</summary>
    RejectOn,
}
