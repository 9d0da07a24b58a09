using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SagaDsl.Json;

namespace SagaDsl.Participants;

/// <summary>How a reply is kept in its row.</summary>
internal sealed class ReplyJson<TReply>(JsonTypeInfo json, StepContext step, int maxBytes)
{
    /// <exception cref="InvalidOperationException">Nobody says how the reply is written.</exception>
    public static ReplyJson<TReply> Of(StepContext step, JsonTypeInfo<TReply>? json, int maxBytes)
    {
        var type = typeof(TReply);
        // The step's own result; what the saga's context has besides; what needs no context.
        var found = json ?? OfTheSaga(step.ResultJson) ?? PrimitivesJson.Default.GetTypeInfo(type);
        return new(
            found ?? throw new InvalidOperationException(
                $"The barrier cannot store what the work of step '{step.StepName}' returns, {type}: nobody says how it is written as JSON. Return the step's " +
                $"result, or add [JsonSerializable(typeof({type.Name}))] to the saga's context, or pass json: MyJson.Default.{type.Name}. If the value is " +
                "not needed, let the work return nothing: async transaction => { await …; }."),
            step, maxBytes);

        JsonTypeInfo? OfTheSaga(JsonTypeInfo? result) =>
            result?.Type == type ? result : result is not null && result.Options.TryGetTypeInfo(type, out var info) ? info : null;
    }

    /// <exception cref="PayloadTooLargeException">It is too large.</exception>
    /// <exception cref="PayloadNotSerializableException">It cannot be written.</exception>
    public string Write(TReply reply)
    {
        string text;
        try
        {
            text = JsonSerializer.Serialize(reply, json);
        }
        catch (Exception e)
        {
            throw new PayloadNotSerializableException(
                $"The reply of step '{step.StepName}', {typeof(TReply)}, cannot be written as JSON: {e.Message} Its transaction was rolled back.", e);
        }

        var bytes = Encoding.UTF8.GetByteCount(text);
        return bytes <= maxBytes
            ? text
            : throw new PayloadTooLargeException(
                $"The reply of step '{step.StepName}' has {bytes:N0} bytes as JSON; the limit is {maxBytes:N0} (SagaOptions.MaxPayloadBytes, or " +
                "BarrierOptions.MaxReplyBytes). Its transaction was rolled back. Store large values elsewhere and return a reference.");
    }

    /// <exception cref="PayloadNotSerializableException">It cannot be read.</exception>
    /// <exception cref="InvalidOperationException">None was stored.</exception>
    public TReply Read(string? text, string key)
    {
        if (text is null)
            throw new InvalidOperationException(
                $"The effect '{key}' is done, and no reply is stored with it: when it was done its work returned nothing, or ended the transaction itself. " +
                "It is not done again; an operator can supply the step's result.");
        try
        {
            return (TReply)JsonSerializer.Deserialize(text, json)!;
        }
        catch (Exception e)
        {
            throw new PayloadNotSerializableException(
                $"The reply that is stored for '{key}' cannot be read as {typeof(TReply)}: {e.Message} The effect is done and is not done again.", e);
        }
    }
}
