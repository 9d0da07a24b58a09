namespace SagaDsl.Generator.Rules;

/// <content>SAGA2xx: compensation and pivot.</content>
internal static partial class RuleCatalog
{
    public static Rule NoCompensation { get; } = Error("SAGA201", "A step has no compensation",
        "Step '{0}' has neither a compensation nor [NoCompensation(\"why\")]: when a later step fails, what it did stays done.");

    public static Rule CompensationUnknown { get; } = Blocking("SAGA202", "A compensation does not exist",
        "The compensation '{0}' of step '{1}' is no method of this class; {2}");

    public static Rule CompensationAmbiguous { get; } = Blocking("SAGA203", "A compensation is ambiguous",
        "The compensation '{0}' of step '{1}' names {2} methods: which one undoes the step cannot be told. Rename all but one.");

    public static Rule CompensationIsStep { get; } = Blocking("SAGA204", "A compensation is also a step",
        "'{0}' undoes step '{1}' and is a step itself: it would run on the way forward as well. Take its [Step] away, or name another compensation.");

    public static Rule CompensationUseless { get; } = Blocking("SAGA205", "A compensation can never run",
        "Step '{0}' is {1}, and after the commit point nothing is undone: its compensation '{2}' would never run. Remove it, or make the step compensatable.");

    public static Rule TwoPivots { get; } = Blocking("SAGA206", "A saga has two pivots",
        "Step '{0}' is a second pivot beside '{1}': there is one point of no return. Make what follows the first retriable.");

    public static Rule NotBeforePivot { get; } = Blocking("SAGA207", "A compensatable step is not before the pivot",
        "Step '{0}' is compensatable and not ordered before the pivot '{1}': past the pivot nothing is undone, and its failure could not turn the saga back. " +
            "Make it retriable, or order it before.");

    public static Rule RetriableTooEarly { get; } = Blocking("SAGA208", "A retriable step is not behind the commit point",
        "Step '{0}' is retriable and not ordered after '{1}': {2}. Order it after, or make it compensatable.");

    public static Rule RejectOnRetriable { get; } = Blocking("SAGA209", "A retriable step cannot be rejected",
        "Step '{0}' is retriable, hence behind the commit point: the saga cannot turn back any more, and a rejection would suspend it. Remove [RejectOn].");

    public static Rule PivotAttempts { get; } = Warning("SAGA210", "A pivot with MaxAttempts is suspended, not undone",
        "MaxAttempts on the pivot '{0}': nobody knows whether it happened, so after {1} failed attempts the saga is suspended for a person, not undone.");

    public static Rule RejectMeansUnknown { get; } = Error("SAGA211", "RejectOn of an exception that does not mean 'nothing happened'",
        "[RejectOn(typeof({0}))] on '{1}': {2}.");

    public static Rule RejectMayMeanUnknown { get; } = Warning("SAGA212", "RejectOn of an exception that may come after the effect",
        "[RejectOn(typeof({0}))] on '{1}': it is also thrown when the request was sent and only its reply was lost. The saga would skip the undo, " +
            "and the effect would stay. Throw StepRejectedException where the callee really refused.");
}
