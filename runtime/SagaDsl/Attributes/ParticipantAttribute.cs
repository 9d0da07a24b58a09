namespace SagaDsl;

/// <summary>
/// Makes a partial class a participant: its <see cref="HandlesAttribute">handlers</see> do steps of sagas that run elsewhere, in
/// this process or in another. On an interface it is the contract of one, for sagas that know no more of it: the class that
/// implements the interface carries the attribute too, with the same name.
/// </summary>
/// <param name="name">
/// The participant's name, for ever: it is where its commands are sent. Letters, digits, '-' and '_', at most 50 characters.
/// </param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface, Inherited = false)]
public sealed class ParticipantAttribute(string name) : Attribute
{
    /// <summary>The participant's name, for ever.</summary>
    public string Name { get; } = name;

    /// <summary>
    /// The <see cref="System.Text.Json.Serialization.JsonSerializerContext"/> that lists every command and every reply.
    /// With it nothing is reflected, and the participant runs in a trimmed or NativeAOT application. Default: reflection.
    /// </summary>
    public Type? Json { get; set; }
}
