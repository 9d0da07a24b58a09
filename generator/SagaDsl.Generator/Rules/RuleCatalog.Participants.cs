namespace SagaDsl.Generator.Rules;

/// <content>SAGA5xx: participants and the steps that they do.</content>
internal static partial class RuleCatalog
{
    public static Rule ParticipantNotPartial { get; } = Blocking("SAGA501", "A participant class is not partial",
        "'{0}' is not partial, so that nothing can be generated into it: the participant cannot be added to a runtime. Declare '{1}' partial.");

    public static Rule ParticipantNotConcrete { get; } = Blocking("SAGA502", "A participant cannot be constructed or named",
        "Participant '{0}' is {1}: the engine constructs it for each command, and sagas name it. {2}");

    public static Rule NoHandlers { get; } = Warning("SAGA503", "A participant handles nothing",
        "Participant '{0}' has no [Handles] method: no saga can send it anything.");

    public static Rule BadAddress { get; } = Blocking("SAGA504", "A participant's or handler's name is duplicate, empty or illegal",
        "The name '{0}' {1}. Commands are sent to it, for ever: letters, digits, '-' and '_', 1 to 50 characters, each handler's once.");

    public static Rule TwoCommands { get; } = Blocking("SAGA505", "A handler takes two commands",
        "Handler '{0}' takes {1}: a saga sends it one value. Make them one type, the command; services come by the class's constructor.");

    public static Rule CommandWithoutType { get; } = Blocking("SAGA506", "A command is no type of its own",
        "Handler '{0}' takes {1}, which is no type of its own: nothing says what is asked for, and it can never be given another value beside it. " +
            "Declare a record.");

    public static Rule RemoteHasBody { get; } = Blocking("SAGA507", "A remote step is no partial method without a body",
        "Remote step '{0}' {1}: its participant does it, and nothing of this class is run. Declare it as {2}.");

    public static Rule NoParticipant { get; } = Blocking("SAGA508", "A remote step names no participant",
        "Step '{0}' is to be done by {1}, which has no [Participant(\"name\")]: there is no name to send its command to.");

    public static Rule HandlerUnknown { get; } = Blocking("SAGA509", "A remote step's handler does not exist",
        "Step '{1}' names '{0}', and {2} has {3} [Handles] method of that name, so that its command could never be done; {4}");

    public static Rule CommandMismatch { get; } = Blocking("SAGA510", "A remote step's parameters do not make its command",
        "The parameters of step '{0}' are not what handler '{1}' takes, so that no command could be sent: it takes {2}.");

    public static Rule ReplyMismatch { get; } = Blocking("SAGA511", "A remote step does not return its participant's reply",
        "Step '{0}' returns {1}, and handler '{2}' replies with {3}, so that its reply could not be read. Return {4}.");

    public static Rule RemotePolicy { get; } = Error("SAGA512", "A policy of the participant's stands on a remote step",
        "[{0}] on remote step '{1}' has no effect: {2}. Put it on '{3}' of participant '{4}'.");

    public static Rule RemoteNotUndone { get; } = Warning("SAGA513", "A remote step is never undone",
        "Step '{0}' is compensatable, and handler '{1}' of participant '{2}' has no compensation: when a later step fails, what it did stays done. " +
            "Give the handler one, or state there that nothing must be undone: [NoCompensation(\"why\")].");

    public static Rule RemoteContext { get; } = Blocking("SAGA514", "A remote step takes a context or a token",
        "'{0}' of remote step '{1}' is {2}, which does not leave this process: the participant's handler takes its own. Remove the parameter.");

    public static Rule ContractBroken { get; } = Error("SAGA515", "A participant does not keep its contract",
        "Participant '{0}' does not keep its contract {1}: {2}.");

    public static Rule DuplicateParticipant { get; } = Error("SAGA516", "Two participants have one name",
        "Participant '{0}' has the name of {1}: commands are sent to that name, so a runtime refuses the second one at startup. " +
            "Give one of them another name.");
}
