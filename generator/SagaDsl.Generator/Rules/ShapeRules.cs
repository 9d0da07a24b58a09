using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>SAGA1xx that concern the class.</summary>
internal static class ShapeRules
{
    public static IEnumerable<Finding> Check(SagaModel saga)
    {
        if (!saga.Is(ClassTraits.Partial))
            yield return RuleCatalog.NotPartial.At(Anchor.Class(), saga.Class, saga.Class);
        if (!saga.Is(ClassTraits.Marked))
            yield return RuleCatalog.NoMarker.At(Anchor.Class(), saga.Class);
    }
}
