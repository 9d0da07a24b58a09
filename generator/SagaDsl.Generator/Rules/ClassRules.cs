using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>SAGA101–104, 113, 114: the class as a whole.</summary>
internal static class ClassRules
{
    private static readonly (ClassTraits Trait, string What, string Instead)[] Refused =
    [
        (ClassTraits.Static, "static", "Make it a class with instances."),
        (ClassTraits.Abstract, "abstract", "Make it concrete."),
        (ClassTraits.Generic, "generic", "Write one saga for each type argument."),
        (ClassTraits.InGeneric, "nested in a generic type", "Move it out."),
        (ClassTraits.Hidden, "private, protected or file-local, or its input or result is", "Make them internal or public."),
        (ClassTraits.NotConstructible, "without a constructor that services can fill", "Give it one whose parameters are passed by value."),
    ];

    public static IEnumerable<Finding> Check(SagaModel saga)
    {
        if (!saga.Is(ClassTraits.Partial))
            yield return RuleCatalog.NotPartial.At(Anchor.Class(), saga.Class, saga.Class);
        else if (!saga.Is(ClassTraits.InPartial))
            yield return RuleCatalog.NotPartial.At(Anchor.Class(), $"A class around {saga.Class}", saga.Containers[saga.Containers.Count - 1].Name);

        if (!saga.Is(ClassTraits.Marked))
            yield return RuleCatalog.NoMarker.At(Anchor.Class(), saga.Class);

        foreach (var (trait, what, instead) in Refused)
        {
            if (saga.Is(trait))
                yield return RuleCatalog.NotConcrete.At(Anchor.Class(), saga.Class, what, instead);
        }

        if (saga.Methods.All(m => m.Step is null))
            yield return RuleCatalog.NoSteps.At(Anchor.Class(), saga.Class);

        var client = Anchor.Class(KnownAttribute.Saga, Vocabulary.Saga.Client);
        if (!Names.IsIdentifier(saga.ClientName))
            yield return RuleCatalog.ClientTaken.At(client, saga.ClientName, saga.Class, "it is no name of a class");
        else if (saga.Is(ClassTraits.ClientTaken))
            yield return RuleCatalog.ClientTaken.At(
                saga.Client is null ? Anchor.Class() : client, saga.ClientName, saga.Class, "there is a type of that name in its namespace already");

        if (saga.Is(ClassTraits.Oblivious))
            yield return RuleCatalog.Oblivious.At(Anchor.Class(), saga.Class);
    }
}
