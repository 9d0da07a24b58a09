namespace SagaDsl.Generator.Rules;

/// <content>SAGA1xx: the shape of the class.</content>
internal static partial class RuleCatalog
{
    public static Rule NotPartial { get; } = Blocking("SAGA101", "A saga class is not partial",
        "'{0}' is not partial, so that nothing can be generated into it: the saga cannot be added to a runtime. Declare '{1}' partial.");

    public static Rule NoMarker { get; } = Blocking("SAGA102", "A saga declares neither input nor result",
        "Saga '{0}' does not say what it takes and gives: implement ISaga, ISaga<TInput> or ISaga<TInput, TResult>. Without it no client can start the saga.");

    public static Rule NotConcrete { get; } = Blocking("SAGA103", "A saga class cannot be constructed or named",
        "Saga '{0}' is {1}: the engine constructs it for each step, and the generated client names it. {2}");

    public static Rule NoSteps { get; } = Warning("SAGA104", "A saga has no steps",
        "Saga '{0}' has no [Step] method: every instance completes at once and does nothing.");

    public static Rule DuplicateSaga { get; } = Error("SAGA105", "Two sagas have one name",
        "Saga '{0}' has the name of {1}: their journals and keys would mix, so a runtime refuses the second one at startup. Give one of them another name.");

    public static Rule BadName { get; } = Blocking("SAGA106", "A saga or step name is duplicate, empty or illegal",
        "The name '{0}' {1}. It is part of every key and journal, for ever: letters, digits, '-', '_' and '.', 1 to 100 characters, each step's once.");

    public static Rule BadDuration { get; } = Blocking("SAGA107", "A duration cannot be read",
        "'{0}' is no duration: {1}. Write numbers with units, larger ones first: \"200ms\", \"5s\", \"1m30s\", \"24h\", \"3d\".");

    public static Rule BadRetry { get; } = Blocking("SAGA108", "A retry policy cannot work",
        "[Retry] of '{0}': {1}. The engine could not compute the next attempt.");

    public static Rule AsyncVoid { get; } = Blocking("SAGA109", "A step is async void",
        "'{0}' is async void: the engine would record it as done before it is, and its exceptions would end the process. Return Task.");

    public static Rule BadSignature { get; } = Blocking("SAGA110", "A step's signature is not supported",
        "'{0}' cannot be called by the engine: {1}.");

    public static Rule AfterUnknown { get; } = Blocking("SAGA111", "After names no step",
        "After names '{0}', which is no step of this saga; {1}");

    public static Rule Cycle { get; } = Blocking("SAGA112", "Steps wait for each other",
        "Steps wait for each other and none would ever start: {0}. Take one of them out of After.");

    public static Rule ClientTaken { get; } = Blocking("SAGA113", "The generated client's name is taken",
        "The client of saga '{1}' cannot be named '{0}': {2}. Name it: [Saga(Client = \"…\")].");

    public static Rule Oblivious { get; } = Warning("SAGA114", "A saga's file does not say what may be null",
        "'{0}' stands in a file without '#nullable enable': a T? that may be absent cannot be told from a T, " +
            "so a step is called with null where a result is missing.");

    public static Rule Meaningless { get; } = Warning("SAGA115", "A saga attribute has no meaning where it stands",
        "[{0}] on '{1}' has no effect: {2}.");
}
