using System.Text.Json.Serialization;

namespace SagaDsl.TestKit.Sagas;

/// <summary>The input of a scripted saga.</summary>
public sealed record Order(string Number, int Amount = 1);

/// <summary>The result of a scripted step.</summary>
/// <param name="Step">The step.</param>
/// <param name="Key">The key it was called with.</param>
/// <param name="Text">Anything.</param>
public sealed record StepValue(string Step, string Key, string? Text = null)
{
    /// <summary>Whether writing this value as JSON fails.</summary>
    [JsonIgnore]
    public bool CannotBeWritten { get; init; }

    /// <summary>Read when the value is written.</summary>
    public int Trap => CannotBeWritten ? throw new NotSupportedException("This value cannot be written.") : 0;
}

/// <summary>How scripted values are stored.</summary>
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(StepValue))]
public sealed partial class ScriptedJson : JsonSerializerContext;
