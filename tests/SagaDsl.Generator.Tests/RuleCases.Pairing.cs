namespace SagaDsl.Generator.Tests;

/// <content>Durations, retries and SAGA2xx.</content>
internal static partial class RuleCases
{
    private static IEnumerable<RuleCase> Policies() =>
    [
        Policy("SAGA107", "timeout", "sec", "Timeout(\"5sec\")", "Timeout(\"5s\")"),
        Policy("SAGA107", "escaped", "\"5\\u0020s\"", "Timeout(\"5\\u0020s\")", "Timeout(\"5s\")"),
        Policy("SAGA107", "constant", "Wait", "Timeout(Wait)", "Timeout(\"5s\")", "    private const string Wait = \"soon\";\n"),
        Policy("SAGA107", "first delay", "x", "Retry(FirstDelay = \"1x\")", "Retry(FirstDelay = \"1s\")"),
        Policy("SAGA107", "longest delay", "0s", "Retry(MaxDelay = \"0s\")", "Retry(MaxDelay = \"1s\")"),
        new("SAGA107", "saga", "y", GoodSaga.Replace("[Saga(", "[Timeout(\"1y\")]\n[Saga("), GoodSaga.Replace("[Saga(", "[Timeout(\"24h\")]\n[Saga(")),
        Policy("SAGA108", "attempts", "0", "Retry(MaxAttempts = 0)", "Retry(MaxAttempts = 1)"),
        Policy("SAGA108", "negative", "-1", "Retry(MaxAttempts = -1)", "Retry(MaxAttempts = 1)"),
        Policy("SAGA108", "factor", "0.5", "Retry(Factor = 0.5)", "Retry(Factor = 1)"),
        Policy("SAGA108", "no number", "double.NaN", "Retry(Factor = double.NaN)", "Retry(Factor = 1.5)"),
        Policy("SAGA108", "delays", "\"2s\"", "Retry(FirstDelay = \"2s\", MaxDelay = \"1s\")", "Retry(FirstDelay = \"1s\", MaxDelay = \"2s\")"),
    ];

    private static IEnumerable<RuleCase> Compensations() =>
    [
        Body("SAGA201", "none", "Create", "    [Step] public Order Create(Cart cart) => new(\"1\");", Good),
        Pair("SAGA202", "unknown", "\"Undoo\"", "Step(Compensation = \"Undoo\")", "public void Undo(StepContext step) { }"),
        Pair("SAGA203", "two", "nameof(Undo)", "Step(Compensation = nameof(Undo))", "public void Undo(StepContext step) { }\n    public void Undo() { }"),
        Pair("SAGA204", "a step", "nameof(Undo)", "Step(Compensation = nameof(Undo))", "[Step, NoCompensation(\"x\")] public void Undo(StepContext step) { }"),
        Pair("SAGA204", "itself", "nameof(Create)", "Step(Compensation = nameof(Create))", "public void Undo(StepContext step) { }"),
        Pair("SAGA205", "pivot", "nameof(Undo)", "Step(Kind = StepKind.Pivot, Compensation = nameof(Undo))", "public void Undo(StepContext step) { }"),
        Pair("SAGA205", "retriable", "nameof(Undo)", "Step(Kind = StepKind.Retriable, Compensation = nameof(Undo))", "public void Undo(StepContext step) { }"),
    ];

    private static IEnumerable<RuleCase> Pivots() =>
    [
        Steps("SAGA206", "two", "StepKind.Pivot", ["P:Pivot", "Q:Pivot"], ["P:Pivot", "Q:Retriable"]),
        Steps("SAGA207", "behind", "B", ["P:Pivot", "B:Compensatable"], ["B:Compensatable", "P:Pivot"]),
        Body("SAGA207", "beside", "B",
            "    [Step(Kind = StepKind.Pivot)] public void P() { }\n    [Step(After = []), NoCompensation(\"x\")] public void B() { }",
            "    [Step(After = []), NoCompensation(\"x\")] public void B() { }\n    [Step(Kind = StepKind.Pivot)] public void P() { }", "ISaga"),
        Steps("SAGA208", "before a compensatable one", "R", ["R:Retriable", "B:Compensatable"], ["B:Compensatable", "R:Retriable"]),
        Steps("SAGA208", "before the pivot", "R", ["R:Retriable", "P:Pivot"], ["P:Pivot", "R:Retriable"]),
        Body("SAGA209", "retriable", "RejectOn(typeof(CardDeclinedException))",
            "    [Step(Kind = StepKind.Retriable), RejectOn(typeof(CardDeclinedException))] public void R() { }",
            "    [Step(Kind = StepKind.Pivot), RejectOn(typeof(CardDeclinedException))] public void R() { }", "ISaga"),
        Body("SAGA210", "pivot", "3", "    [Step(Kind = StepKind.Pivot), Retry(MaxAttempts = 3)] public void P() { }",
            "    [Step(Kind = StepKind.Pivot), Retry(FirstDelay = \"1s\")] public void P() { }", "ISaga"),
        Reject("SAGA211", "Exception"), Reject("SAGA211", "OperationCanceledException"), Reject("SAGA211", "TaskCanceledException"),
        Reject("SAGA211", "TimeoutException"), Reject("SAGA211", "Cart"),
        Reject("SAGA212", "System.Net.Http.HttpRequestException"), Reject("SAGA212", "IOException"), Reject("SAGA212", "System.Data.Common.DbException"),
        Reject("SAGA212", "MyDbException"),
        Body("SAGA211", "the second", "typeof(Exception)",
            Undone("void A() { }").Replace("[Step,", "[Step, RejectOn(typeof(CardDeclinedException), typeof(Exception)),"),
            Undone("void A() { }").Replace("[Step,", "[Step, RejectOn(typeof(CardDeclinedException), typeof(FileNotFoundException)),"), "ISaga"),
    ];

    private static RuleCase Policy(string id, string what, string points, string wrong, string right, string more = "") => Body(
        id, what, points, more + Good.Replace("[Step(", $"[{wrong}, Step("), Good.Replace("[Step(", $"[{right}, Step("));

    private static RuleCase Pair(string id, string what, string points, string step, string undo) => Body(
        id, what, points, $"    [{step}] public void Create(Cart cart) {{ }}\n    {undo}", Good);

    private static RuleCase Steps(string id, string what, string points, string[] wrong, string[] right) =>
        Body(id, what, points, Lines(wrong), Lines(right), "ISaga");

    private static string Lines(string[] steps) => string.Concat(steps.Select(step => step.Split(':') is [var name, var kind]
        ? $"    [Step(Kind = StepKind.{kind}){(kind == "Compensatable" ? ", NoCompensation(\"x\")" : "")}] public void {name}() {{ }}\n" : ""));

    private static RuleCase Reject(string id, string exception) => Body(
        id, exception, $"typeof({exception})",
        Undone("void A() { }").Replace("[Step,", $"[Step, RejectOn(typeof({exception})),"),
        Undone("void A() { }").Replace("[Step,", "[Step, RejectOn(typeof(CardDeclinedException)),"), "ISaga",
        "public class MyDbException : System.Data.Common.DbException;");
}
