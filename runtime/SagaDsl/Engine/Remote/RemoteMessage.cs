using System.Text.Json;
using System.Text.Json.Serialization;
using SagaDsl.Journal;
using SagaDsl.Kernel;
using SagaDsl.Stores;

namespace SagaDsl.Engine;

/// <summary>What runtimes send each other.</summary>
internal enum RemoteMessageKind
{
    /// <summary>Do a step.</summary>
    Command = 0,

    /// <summary>Undo a step, whether it came or not.</summary>
    Undo = 1,

    /// <summary>What became of a step, or of its undo.</summary>
    Reply = 2,

    /// <summary>May a command that was done still be undone?</summary>
    MayUndo = 3,

    /// <summary>A command will never be undone: its saga has ended.</summary>
    Release = 4,
}

/// <summary>A message between a saga and the participant that does one of its steps.</summary>
/// <param name="V">The version of this form.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Participant">The participant.</param>
/// <param name="Handler">Its handler.</param>
/// <param name="StepKind">What a failure of the step means to the saga.</param>
/// <param name="Origin">Whose step it is.</param>
internal sealed record RemoteMessage(
    int V, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] RemoteMessageKind Kind, string Participant, string Handler, StepKind StepKind,
    CommandOrigin Origin)
{
    public const int Version = 1;

    /// <summary>When the saga waits no more.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The W3C trace context of the saga.</summary>
    public string? TraceParent { get; init; }

    /// <summary>In a reply: whether it is to the command or to its undo.</summary>
    public StepPhase Phase { get; init; }

    /// <summary>In a reply: what it says.</summary>
    public ReplyKind Says { get; init; }

    /// <summary>In a reply: why not.</summary>
    public StepError? Error { get; init; }

    /// <summary>The command, or the reply's value.</summary>
    [JsonIgnore]
    public Payload Payload { get; init; }

    public bool HasPayload { get; init; }

    /// <summary>The name of the saga of one step that a command is, by what its failure means to whoever asks.</summary>
    [JsonIgnore]
    public string SagaName => HandlerVariant.NameOf($"{Participant}.{Handler}", StepKind);

    private bool IsWhole => V == Version && Participant is not null && Handler is not null
        && Origin is { Key: not null, ReplyTo: not null, Saga: not null, Instance: not null, Step: not null }
        && Enum.IsDefined(Kind) && Enum.IsDefined(StepKind) && Enum.IsDefined(Phase) && Enum.IsDefined(Says)
        && (Error is not null ? Error is { Type: not null, Message: not null } : Says is ReplyKind.Ok or ReplyKind.Running);

    public byte[] Encode() =>
        HashedJson.Join(JsonSerializer.SerializeToUtf8Bytes(this with { HasPayload = Payload.IsPresent }, RemoteJson.Default.RemoteMessage), Payload);

    /// <summary>Reads a message; null: it is not one that this version understands, and <paramref name="problem"/> says why.</summary>
    public static RemoteMessage? Decode(ReadOnlySpan<byte> bytes, out string? problem)
    {
        problem = null;
        if (!HashedJson.TrySplit(bytes, out var json, out var payload))
        {
            problem = "it is not what was sent: its hash does not match";
            return null;
        }

        try
        {
            if (JsonSerializer.Deserialize(json, RemoteJson.Default.RemoteMessage) is { } message && message.IsWhole)
                return message with { Payload = message.HasPayload ? new(payload.ToArray()) : default };
            problem = "it is of another version, or something of it is missing";
        }
        catch (JsonException e)
        {
            problem = $"it is of another version: {e.Message}";
        }

        return null;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RemoteMessage))]
internal sealed partial class RemoteJson : JsonSerializerContext;
