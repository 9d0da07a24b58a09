using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>SAGA501–503, 114: the participant's class as a whole, or its contract.</summary>
internal static class ParticipantClassRules
{
    private static readonly (ClassTraits Trait, string What, string Instead)[] Refused =
    [
        (ClassTraits.Generic, "generic", "Write one participant for each type argument."),
        (ClassTraits.InGeneric, "nested in a generic type", "Move it out."),
        (ClassTraits.Hidden, "private, protected or file-local", "Make it internal or public."),
    ];

    private static readonly (ClassTraits Trait, string What, string Instead)[] RefusedOfClasses =
    [
        (ClassTraits.Static, "static", "Make it a class with instances."),
        (ClassTraits.Abstract, "abstract", "Make it concrete; a contract is an interface."),
        (ClassTraits.NotConstructible, "without a constructor that services can fill", "Give it one whose parameters are passed by value."),
        (ClassTraits.SagaToo, "a saga too", "Make two classes of it."),
    ];

    public static IEnumerable<Finding> Check(SagaModel type)
    {
        var isContract = type.Is(ClassTraits.Contract);
        if (!isContract && !type.Is(ClassTraits.Partial))
            yield return RuleCatalog.ParticipantNotPartial.At(Anchor.Class(), type.Class, type.Class);
        else if (!isContract && !type.Is(ClassTraits.InPartial))
            yield return RuleCatalog.ParticipantNotPartial.At(Anchor.Class(), $"A class around {type.Class}", type.Containers[type.Containers.Count - 1].Name);

        foreach (var (trait, what, instead) in isContract ? Refused : Refused.Concat(RefusedOfClasses))
        {
            if (type.Is(trait))
                yield return RuleCatalog.ParticipantNotConcrete.At(Anchor.Class(), type.Class, what, instead);
        }

        if (type.Methods.All(m => m.Step is null))
            yield return RuleCatalog.NoHandlers.At(Anchor.Class(), type.Class);
        if (type.Is(ClassTraits.Oblivious))
            yield return RuleCatalog.Oblivious.At(Anchor.Class(), type.Class);
    }
}
