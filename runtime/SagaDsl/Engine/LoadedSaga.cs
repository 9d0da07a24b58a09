using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SagaDsl.Definition;
using SagaDsl.Journal;
using SagaDsl.Json;
using SagaDsl.Kernel;

namespace SagaDsl.Engine;

/// <summary>A saga as a running engine holds it: its plan, how its values are stored, its own limit.</summary>
internal sealed class LoadedSaga(SagaRegistration registration, SagaDefinition definition, SagaOptions options)
{
    private readonly int _maxPayload = options.MaxPayloadBytes;
    private readonly SagaJson _echo = registration.Json.Leniently();
    private readonly bool[] _areResultsProven = new bool[definition.Steps.Count];
    private bool _isInputProven;

    public SagaDefinition Definition { get; } = definition;

    public SagaPlan Plan { get; } = new(definition, options.Plan);

    public SagaJson Json { get; } = registration.Json;

    /// <summary>How many of its calls run at once; null: no limit of its own.</summary>
    public ConcurrencyLimit? Calls { get; } = options.MaxConcurrentCallsPerSaga.TryGetValue(registration.Definition.Name, out var limit) ? new(limit) : null;

    public Payload WriteInput(object? input)
    {
        if (Json.Input is not { } info)
            return default;
        try
        {
            return Limited(JsonSerializer.SerializeToUtf8Bytes(input, info), "The input");
        }
        catch (Exception e) when (e is not PayloadTooLargeException)
        {
            throw new PayloadNotSerializableException(
                $"The input of saga '{Plan.Name}', {info.Type}, cannot be written as JSON: {StepError.TextOf(e)} Nothing was started.", e);
        }
    }

    public Payload WriteResult(int step, object? result)
    {
        if (Json.Result(step) is not { } info)
            return default;
        try
        {
            return Limited(JsonSerializer.SerializeToUtf8Bytes(result, info), $"The result of step '{Plan.Steps[step].Name}'");
        }
        catch (Exception e) when (e is not PayloadTooLargeException)
        {
            throw new PayloadNotSerializableException(
                $"The result of step '{Plan.Steps[step].Name}', {info.Type}, cannot be written as JSON: {StepError.TextOf(e)}", e);
        }
    }

    /// <summary>An input as it is stored, and as steps will see it: what can be written and not read would be lost with the first restart.</summary>
    /// <exception cref="PayloadTooLargeException">It is too large.</exception>
    /// <exception cref="PayloadNotSerializableException">It cannot be written, or what was written cannot be read.</exception>
    public (Payload Payload, object? Value) TakeInput(object? input)
    {
        var payload = WriteInput(input);
        try
        {
            return (payload,
                Json.Input is { } info && payload.IsPresent
                ? JsonSerializer.Deserialize(payload.Json.Span, Echo(ref _isInputProven, info, _echo.Input!))
                : null);
        }
        catch (Exception e)
        {
            throw new PayloadNotSerializableException(
                $"The input of saga '{Plan.Name}', {Json.Input!.Type}, can be written as JSON and not be read back: {StepError.TextOf(e)} Nothing was started.",
                e);
        }
    }

    /// <summary>The result of the saga, from whichever step it came.</summary>
    public object? ReadSagaResult(Payload payload) => Definition.ResultStep >= 0 ? ReadResult(Definition.ResultStep, payload) : null;

    public object? ReadInput(Payload payload) => Json.Input is { } info && payload.IsPresent ? JsonSerializer.Deserialize(payload.Json.Span, info) : null;

    /// <summary>A command that came from elsewhere.</summary>
    /// <exception cref="System.Text.Json.JsonException">It cannot be read as the handler's type; there may be none at all.</exception>
    public object? ReadCommand(Payload payload) => payload.IsPresent || Json.Input is null
        ? ReadInput(payload)
        : throw new JsonException("There is no value.");

    /// <summary>What a participant replied to a step.</summary>
    /// <exception cref="System.Text.Json.JsonException">It cannot be read as the step's result; there may be none at all.</exception>
    public object? ReadReply(int step, Payload payload) => payload.IsPresent || Json.Result(step) is null
        ? ReadResult(step, payload)
        : throw new JsonException($"Participant '{Plan.Steps[step].Remote!.Participant}' gave no value, and the step has a result.");

    /// <summary>What a participant is sent for a step.</summary>
    /// <exception cref="PayloadTooLargeException">It is too large.</exception>
    public Payload WriteCommand(int step, object? command) => Json.Command(step) is { } info
        ? Limited(JsonSerializer.SerializeToUtf8Bytes(command, info), $"The command of step '{Plan.Steps[step].Name}'")
        : default;

    public object? ReadResult(int step, Payload payload) =>
        Json.Result(step) is { } info && payload.IsPresent ? JsonSerializer.Deserialize(payload.Json.Span, info) : null;

    /// <summary>A result that was just written, as later steps see it: what a restart would show them.</summary>
    public object? EchoResult(int step, Payload payload) =>
        Json.Result(step) is { } info && payload.IsPresent
            ? JsonSerializer.Deserialize(payload.Json.Span, Echo(ref _areResultsProven[step], info, _echo.Result(step)!))
            : null;

    // What this process wrote a moment ago has every member that its type asks for: after the first time that need not be proven again.
    private static JsonTypeInfo Echo(ref bool isProven, JsonTypeInfo strict, JsonTypeInfo lenient)
    {
        if (Volatile.Read(ref isProven))
            return lenient;
        Volatile.Write(ref isProven, true);
        return strict;
    }

    private Payload Limited(byte[] json, string what) => json.Length <= _maxPayload
        ? new(json)
        : throw new PayloadTooLargeException(
            $"{what} of saga '{Plan.Name}' has {json.Length:N0} bytes as JSON; the limit is {_maxPayload:N0} (SagaOptions.MaxPayloadBytes). " +
            "Store large values elsewhere and pass a reference.");
}
