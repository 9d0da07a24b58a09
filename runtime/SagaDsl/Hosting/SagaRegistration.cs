using System.Text.Json.Serialization.Metadata;
using SagaDsl.Definition;
using SagaDsl.Json;

namespace SagaDsl;

/// <summary>A saga that was added: its definition, how its values are stored, and its client.</summary>
internal sealed class SagaRegistration
{
    private SagaRegistration(SagaDefinition definition, SagaJson json, Type? clientType, Func<SagaRuntime, object>? client) =>
        (Definition, Json, ClientType, Client) = (definition, json, clientType, client);

    public SagaDefinition Definition { get; }

    public SagaJson Json { get; }

    /// <summary>The type of its client; null: it has none, it is a command of a participant.</summary>
    public Type? ClientType { get; }

    public Func<SagaRuntime, object>? Client { get; }

    /// <summary>The same saga, its values read leniently: see <see cref="SagaOptions.LenientJson"/>.</summary>
    public SagaRegistration Leniently() => new(Definition, Json.Leniently(), ClientType, Client);

    public static SagaRegistration Create(SagaDefinition definition, IJsonTypeInfoResolver json, Type? clientType, Func<SagaRuntime, object>? client)
    {
        if (definition.Contract > SagaDefinition.NewestContract)
            throw new SagaDefinitionException(
                $"Saga '{definition.Name}' needs a newer runtime (contract {definition.Contract}; this runtime understands up to " +
                    $"{SagaDefinition.NewestContract}). Update the SagaDsl package where the application runs.");
        if (definition.Contract < SagaDefinition.OldestContract)
            throw new SagaDefinitionException(
                $"Saga '{definition.Name}' was generated for an older runtime (contract {definition.Contract}; " +
                    $"this runtime runs {SagaDefinition.OldestContract} and newer). Build it again with the SagaDsl package that the application runs.");
        return new(definition, SagaJson.Create(definition, json), clientType, client);
    }
}
