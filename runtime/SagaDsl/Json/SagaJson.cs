using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SagaDsl.Definition;

namespace SagaDsl.Json;

/// <summary>Finds, at registration, how each value of a saga is read and written, or says what is missing.</summary>
internal sealed class SagaJson
{
    private readonly JsonTypeInfo? _input;
    private readonly JsonTypeInfo?[] _results;
    private readonly JsonTypeInfo?[] _commands;
    private readonly Func<SagaJson>? _leniently;

    private SagaJson(JsonTypeInfo? input, JsonTypeInfo?[] results, JsonTypeInfo?[] commands, Func<SagaJson>? leniently) =>
        (_input, _results, _commands, _leniently) = (input, results, commands, leniently);

    public JsonTypeInfo? Input => _input;

    public JsonTypeInfo? Result(int step) => _results[step];

    /// <summary>What a participant is sent for a step; null: nothing, or it is no participant's.</summary>
    public JsonTypeInfo? Command(int step) => _commands[step];

    /// <summary>The same values, read as System.Text.Json reads by default: what is missing is null or zero.</summary>
    public SagaJson Leniently() => _leniently?.Invoke() ?? this;

    public static SagaJson Create(SagaDefinition definition, IJsonTypeInfoResolver resolver) => Create(definition, resolver, isStrict: true);

    private static SagaJson Create(SagaDefinition definition, IJsonTypeInfoResolver resolver, bool isStrict)
    {
        if (resolver is JsonSerializerContext context && UsesSerializationOnly(context, definition))
            throw new SagaDefinitionException(
                $"Saga '{definition.Name}': {context.GetType().Name} is generated with GenerationMode = Serialization, " +
                    "which can write values and never read them back; the first recovery would fail. Remove the GenerationMode, " +
                    "or use JsonSourceGenerationMode.Metadata.");

        var options = resolver is JsonSerializerContext { Options: { } own } ? new JsonSerializerOptions(own) : new JsonSerializerOptions();
        var types = JsonTypeInfoResolver.Combine(resolver, PrimitivesJson.Default);
        options.TypeInfoResolver = isStrict ? types.WithAddedModifier(StrictReading.Apply) : types;
        if (isStrict)
        {
            options.RespectNullableAnnotations = true;
            // Otherwise a zero would be left out, and be missed when it is read.
            options.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
        }

        options.MakeReadOnly();

        var missing = new List<string>();
        var input = definition.InputType is { } type ? Find(type, "its input") : null;
        var (results, commands) = (new JsonTypeInfo?[definition.Steps.Count], new JsonTypeInfo?[definition.Steps.Count]);
        for (var i = 0; i < results.Length; i++)
        {
            if (definition.Steps[i].ResultType is { } result)
                results[i] = Find(result, $"the result of step '{definition.Steps[i].Name}'");
            if (definition.Steps[i].Remote?.CommandType is { } command)
                commands[i] = Find(command, $"the command of step '{definition.Steps[i].Name}'");
        }

        return missing.Count == 0
            ? new(input, results, commands, isStrict ? () => Create(definition, resolver, isStrict: false) : null)
            : throw new SagaDefinitionException(
                $"Saga '{definition.Name}' cannot store its values:{Environment.NewLine}{string.Join(Environment.NewLine, missing)}");

        JsonTypeInfo? Find(Type type, string what)
        {
            try
            {
                if (options.TryGetTypeInfo(type, out var info))
                    return info;
                missing.Add($"- {what}, {type}, is not in {resolver.GetType().Name}: add [JsonSerializable(typeof({Spelled(type)}))] to it.");
            }
            catch (Exception e) when (e is InvalidOperationException or NotSupportedException)
            {
                missing.Add($"- {what}, {type}, cannot be read or written as JSON: {e.Message}");
            }

            return null;
        }
    }

    [RequiresUnreferencedCode("JSON by reflection does not survive trimming.")]
    [RequiresDynamicCode("JSON by reflection needs run-time code.")]
    public static IJsonTypeInfoResolver Reflection(string what, string attribute) =>
        JsonSerializer.IsReflectionEnabledByDefault
            ? new DefaultJsonTypeInfoResolver()
            : throw new SagaDefinitionException(
                $"{what} reads and writes its values by reflection, which this application has turned off. Name a JsonSerializerContext: {attribute}.");

    // A context generated for serialization only has type infos without a way to construct.
    private static bool UsesSerializationOnly(JsonSerializerContext context, SagaDefinition definition)
    {
        var types = definition.Steps.Select(s => s.ResultType).Concat(definition.Steps.Select(s => s.Remote?.CommandType)).Append(definition.InputType);
        return types.Any(type => type is not null
            && context.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object, CreateObject: null, Properties.Count: 0 } info && SerializationOnly(info));
    }

    private static bool SerializationOnly(JsonTypeInfo info)
    {
        try
        {
            JsonSerializer.Deserialize("{}", info);
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return false;
        }
    }

    private static string Spelled(Type type) => type.FullName?.Replace('+', '.') ?? type.Name;
}

/// <summary>The values that need no context of the user's.</summary>
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(byte))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(uint))]
[JsonSerializable(typeof(ulong))]
[JsonSerializable(typeof(float))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(decimal))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(char))]
[JsonSerializable(typeof(Guid))]
[JsonSerializable(typeof(Uri))]
[JsonSerializable(typeof(DateTime))]
[JsonSerializable(typeof(DateTimeOffset))]
[JsonSerializable(typeof(DateOnly))]
[JsonSerializable(typeof(TimeOnly))]
[JsonSerializable(typeof(TimeSpan))]
[JsonSerializable(typeof(byte[]))]
internal sealed partial class PrimitivesJson : JsonSerializerContext;
