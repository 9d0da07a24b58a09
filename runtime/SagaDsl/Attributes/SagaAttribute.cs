namespace SagaDsl;

/// <summary>
/// Makes a partial class a saga: its <see cref="StepAttribute">step</see> methods run in order, durably,
/// and what was done is undone when a later step fails.
/// </summary>
/// <param name="name">
/// The saga's name, for ever: it is part of every idempotency key and journal. Letters, digits, '-', '_' and '.',
/// at most 100 characters; unique within the application.
/// </param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SagaAttribute(string name) : Attribute
{
    /// <summary>The saga's name, for ever.</summary>
    public string Name { get; } = name;

    /// <summary>
    /// The <see cref="System.Text.Json.Serialization.JsonSerializerContext"/> that lists the saga's input and every step result.
    /// With it nothing is reflected, and the saga runs in a trimmed or NativeAOT application. Default: reflection.
    /// </summary>
    public Type? Json { get; set; }

    /// <summary>The method whose result is the saga's result. Default: the last declared step that returns the declared type.</summary>
    public string? Result { get; set; }

    /// <summary>The name of the generated client class. Default: the class's name followed by <c>Client</c>.</summary>
    public string? Client { get; set; }
}
