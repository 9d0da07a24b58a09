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
