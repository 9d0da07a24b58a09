using static SagaDsl.Generator.Tests.Shop;

namespace SagaDsl.Generator.Tests;

/// <summary>The cases of all rules.</summary>
internal static partial class RuleCases
{
    private const string Good =
        "    [Step(Compensation = nameof(Undo))] public Order Create(Cart cart) => new(\"1\");\n    public void Undo(StepContext step) { }\n";

    public static IReadOnlyList<RuleCase> All { get; } =
        [.. Shape(), .. Policies(), .. Compensations(), .. Pivots(), .. DataFlow(), .. Json(), .. OfParticipants(), .. Remote()];

    private static string GoodSaga => Saga(Good);

    private static RuleCase Class(string id, string what, string points, string declaration, bool compiles = true, string more = "") => new(
        id, what, points,
        Saga(Good, more: more).Replace("public sealed partial class Checkout : ISaga<Cart>", declaration),
        Saga(Good), compiles);

    private static RuleCase Body(string id, string what, string points, string wrong, string right, string marker = "ISaga<Cart>", string more = "",
        bool compiles = true) =>
        new(id, what, points, Saga(wrong, marker, more), Saga(right, marker, more), compiles);
}
