using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>All rules over one saga: the generator stops on what blocks, the analyzer reports everything.</summary>
internal static class SagaRules
{
    public static IReadOnlyList<Finding> Check(SagaModel saga) => Check(saga, Wiring.Of(saga));

    public static IReadOnlyList<Finding> Check(SagaModel saga, Wiring wiring) => [.. ShapeRules.Check(saga), .. wiring.Findings];
}
