namespace SagaDsl.Generator.Rules;

/// <summary>Every rule that is decided from the model. The analyzer makes one descriptor of each and reports nothing else for these ids.</summary>
internal static partial class RuleCatalog
{
    // Not a stored list: the order in which the parts of a partial class are initialized is not defined.
    public static IReadOnlyList<Rule> All =>
    [
        NotPartial, NoMarker, NotConcrete, NoSteps, DuplicateSaga, BadName, BadDuration, BadRetry, AsyncVoid, BadSignature, AfterUnknown, Cycle, ClientTaken,
        Oblivious, Meaningless,
        NoCompensation, CompensationUnknown, CompensationAmbiguous, CompensationIsStep, CompensationUseless, TwoPivots, NotBeforePivot, RetriableTooEarly,
        RejectOnRetriable, PivotAttempts, RejectMeansUnknown, RejectMayMeanUnknown,
        NothingProvides, NotOrderedBefore, TwoCandidates, PlainByType, TupleValue, MayBeAbsent, NeedsOwnResult, NullIdentifiesNothing, NotInContext,
        SerializationOnly, NotReadable, OpenResult,
        ParticipantNotPartial, ParticipantNotConcrete, NoHandlers, BadAddress, TwoCommands, CommandWithoutType, RemoteHasBody, NoParticipant, HandlerUnknown,
        CommandMismatch, ReplyMismatch, RemotePolicy, RemoteNotUndone, RemoteContext, ContractBroken, DuplicateParticipant,
    ];

    private static Rule Blocking(string id, string title, string message) => new(id, title, message, RuleSeverity.Error, Blocks: true);

    private static Rule Error(string id, string title, string message) => new(id, title, message, RuleSeverity.Error, Blocks: false);

    private static Rule Warning(string id, string title, string message) => new(id, title, message, RuleSeverity.Warning, Blocks: false);
}
