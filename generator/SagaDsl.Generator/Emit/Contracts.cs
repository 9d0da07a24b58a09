using SagaDsl.Generator.Model;
using SagaDsl.Generator.Rules;

namespace SagaDsl.Generator.Emit;

/// <summary>
/// Which contract between generated code and runtime a saga needs: the newest of those of the features it uses, so that a saga that
/// uses nothing new also runs where the runtime is older. A feature that an older runtime would ignore, and do something else than
/// was written, gets a row here and raises <c>SagaDefinition.NewestContract</c>; one that it may ignore gets none.
/// </summary>
internal static class Contracts
{
    /// <summary>Each feature with the contract that introduced it.</summary>
    public static IReadOnlyList<Feature> Features { get; } =
    [
        new("steps, compensations, the pivot and their policies", 1, static (_, _) => true),
        new("steps and handlers of participants", 2,
            static (saga, wiring) => saga.Participant is not null || wiring.Steps.Any(s => s.Action.Remote is not null)),
    ];

    public static int Of(SagaModel saga, Wiring wiring) => Of(Features, saga, wiring);

    public static int Of(IEnumerable<Feature> features, SagaModel saga, Wiring wiring) =>
        features.Where(feature => feature.IsUsedBy(saga, wiring)).Max(feature => feature.Contract);
}

/// <summary>Something that a saga may use.</summary>
/// <param name="Name">What it is, for a person.</param>
/// <param name="Contract">The contract that introduced it.</param>
/// <param name="IsUsedBy">Whether a saga uses it.</param>
internal sealed record Feature(string Name, int Contract, Func<SagaModel, Wiring, bool> IsUsedBy);
