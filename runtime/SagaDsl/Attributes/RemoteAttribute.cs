namespace SagaDsl;

/// <summary>
/// Makes a partial method without a body a step that a participant does: its parameters are the command, or the parameters of
/// the command's constructor, and bind like those of a step; it returns the participant's reply. Its undo is the handler's
/// compensation. It waits durably: a participant that is down gets the command later. A timeout on it ends the waiting.
/// </summary>
/// <typeparam name="TParticipant">The participant: its class, or its contract, an interface.</typeparam>
/// <param name="handler">The method that handles the command: <c>nameof(Stock.Reserve)</c>.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class RemoteAttribute<TParticipant>(string handler) : Attribute where TParticipant : class
{
    /// <summary>The method that handles the command.</summary>
    public string Handler { get; } = handler;

    /// <summary>The step's name, for ever. Default: the method's, without a trailing <c>Async</c>.</summary>
    public string? Name { get; set; }

    /// <summary>What a failure of this step means. Default: <see cref="StepKind.Compensatable"/>.</summary>
    public StepKind Kind { get; set; }

    /// <summary>The step methods this one waits for. Default: every step declared above that no other waits for.</summary>
    public string[]? After { get; set; }
}
