namespace SagaDsl.Generator.Rules;

/// <content>SAGA3xx: data flow and binding.</content>
internal static partial class RuleCatalog
{
    public static Rule NothingProvides { get; } = Blocking("SAGA301", "Nothing provides a value",
        "Nothing provides {0}, so that the method could never be called: {1}.");

    public static Rule NotOrderedBefore { get; } = Blocking("SAGA302", "A value comes from a step that is not ordered before",
        "'{0}' is the result of step {1}, which is not ordered before {2}: it need not exist yet. Add nameof({1}) to After of {2}, or move the step.");

    public static Rule TwoCandidates { get; } = Blocking("SAGA303", "Two values could be meant",
        "'{0}' could be more than one {1}: {2}. Say which: [From(nameof(Step))] or [FromInput].");

    public static Rule PlainByType { get; } = Blocking("SAGA304", "A plain value is not bound by its type",
        "'{0}' says nothing about which value is meant: {1}. Plain types are bound by name only.");

    public static Rule TupleValue { get; } = Blocking("SAGA305", "A tuple cannot be stored",
        "{0} is a tuple, {1}: System.Text.Json writes tuples as {{}}, so it would come back empty after a restart. Declare a record.");

    public static Rule MayBeAbsent { get; } = Blocking("SAGA306", "A value may be absent",
        "'{0}' comes from step {1}, whose result may be null. Write {2}? and handle its absence.");

    public static Rule NeedsOwnResult { get; } = Warning("SAGA307", "A compensation needs a result that may never be known",
        "Compensation '{0}' needs the result of its own step {1}, which is unknown when a reply is lost: " +
            "the undo is then blocked until a person supplies it. Find the effect by StepContext.ActionKey, or write {2}?.");

    public static Rule NullIdentifiesNothing { get; } = Warning("SAGA308", "A compensation may have nothing to find the effect by",
        "Compensation '{0}' knows its step's effect only by '{1}', which is null when the reply was lost: then it cannot find what to undo. " +
            "Take StepContext and use ActionKey.");

    public static Rule NotInContext { get; } = Error("SAGA309", "A value is not in the JSON context",
        "{0} is not listed in {1}: adding the saga or participant to a runtime fails at startup. Add [JsonSerializable(typeof({2}))].");

    public static Rule SerializationOnly { get; } = Error("SAGA310", "The JSON context cannot read",
        "{0} is generated with GenerationMode = Serialization, which writes values and never reads them: adding the saga or participant " +
            "to a runtime fails at startup. Remove the GenerationMode.");

    public static Rule NotReadable { get; } = Error("SAGA311", "A value does not survive JSON",
        "{0}, {1}, cannot be read back from JSON: {2}. After a restart the instance could not go on.");

    public static Rule OpenResult { get; } = Warning("SAGA312", "A result may lose its derived type",
        "{0} is not sealed and {1} derives from it: a result of that type is stored and read as {0}, and its own members are lost. Seal it, " +
            "or list derived types with [JsonPolymorphic].");
}
