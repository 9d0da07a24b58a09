namespace SagaDsl.Generator.Tests;

/// <content>SAGA5xx. How contracts, interfaces, break rules is with the analyzer, which reads them.</content>
internal static partial class RuleCases
{
    private const string Handler = "    [Handles] public Level Count(CountStock command) => new(1);";

    private static IEnumerable<RuleCase> OfParticipants() =>
    [
        Type("SAGA501", "not partial", "Stock", "public sealed class Stock"),
        new("SAGA501", "container not partial", "Stock", Within("class Outer"), Within("partial class Outer"), Saga: "Shop.Outer+Stock"),
        Type("SAGA502", "abstract", "Stock", "public abstract partial class Stock"),
        Type("SAGA502", "static", "Stock", "public static partial class Stock", compiles: false),
        new("SAGA502", "in generic", "Stock", Within("partial class Outer<T>"), Within("partial class Outer"), Saga: "Shop.Outer`1+Stock"),
        Handles("SAGA503", "no handler", "Stock", "    public Level Count(CountStock command) => new(1);", Handler),
        Type("SAGA504", "participant with a dot", "\"st.ock\"", "public sealed partial class Stock", name: "st.ock"),
        Type("SAGA504", "participant too long", $"\"{new string('a', 51)}\"", "public sealed partial class Stock", name: new string('a', 51)),
        Handles("SAGA504", "handler", "\"a b\"", Handler.Replace("[Handles]", "[Handles(\"a b\")]"), Handler),
        Handles("SAGA504", "two of a name", "CountAsync",
            Handler + "\n    [Handles] public Level CountAsync(CountStock command) => new(1);", Handler),
        Handles("SAGA505", "two commands", "cart", "    [Handles] public Level Count(CountStock command, Cart cart) => new(1);", Handler),
        Handles("SAGA506", "text", "string", "    [Handles] public Level Count(string command) => new(1);", Handler),
        Handles("SAGA506", "list of one's own", "List<Line>", "    [Handles] public Level Count(List<Line> command) => new(1);", Handler),
        Handles("SAGA506", "array of one's own", "Line[]", "    [Handles] public Level Count(Line[] command) => new(1);", Handler),
        Handles("SAGA506", "tuple", "(Cart, Order)", "    [Handles] public Level Count((Cart, Order) command) => new(1);", Handler),
        Handles("SAGA301", "in the undo of a handler", "cart",
            "    [Handles(Compensation = nameof(Undo))] public Level Count(CountStock command) => new(1);\n    public void Undo(Cart cart) { }",
            "    [Handles(Compensation = nameof(Undo))] public Level Count(CountStock command) => new(1);\n" +
            "    public void Undo(CountStock cart, Level? level) { }"),
        Handles("SAGA305", "reply", "Task<(int, int)>", "    [Handles] public Task<(int, int)> Count(CountStock command) => null!;", Handler),
        Keeps("another name", "\"stock\"", Contract("elsewhere", "[Handles] Level Count(CountStock command);")),
        Keeps("handler missing", "Stock", Contract("stock", "[Handles(\"look\")] Level Count(CountStock command);")),
        Keeps("reply", "Level", Contract("stock", "[Handles] Order Count(CountStock command);"), compiles: false),
        Keeps("command", "Count", Contract("stock", "[Handles] Level Count(Cart command);"), compiles: false),
        Keeps("undo missing", "Count", Contract("stock", "[Handles(Compensation = \"Undo\")] Level Count(CountStock command);")),
    ];

    private static IEnumerable<RuleCase> Remote() =>
    [
        Sends("SAGA507", "with a body", "Count", "public Task<Level> Count() => null!;"),
        Sends("SAGA507", "with both", "Count", "public partial Task<Level> Count();", attribute: "Step, Remote<IStock>(nameof(IStock.CountAsync))"),
        Sends("SAGA507", "without visibility", "Count", "partial Task<Level> Count();", compiles: false),
        Sends("SAGA508", "no participant", "Remote<ICloneable>(\"Clone\")", "public partial Task<Level> Count();", attribute: "Remote<ICloneable>(\"Clone\")"),
        Sends("SAGA509", "no handler", "\"Count\"", "public partial Task<Level> Count();", attribute: "Remote<IStock>(\"Count\")"),
        Sends("SAGA510", "not the command", "Count", "public partial Task<Level> Count(Cart cart);"),
        Sends("SAGA511", "not a task", "Level", "public partial Level Count();"),
        Sends("SAGA511", "another reply", "Task<Order>", "public partial Task<Order> Count();"),
        Sends("SAGA512", "retry", "Retry(MaxAttempts = 2)", "public partial Task<Level> Count();",
            attribute: "Remote<IStock>(nameof(IStock.CountAsync)), Retry(MaxAttempts = 2)"),
        Sends("SAGA513", "not undone", "Tidy", "public partial Task Tidy();", attribute: "Remote<IStock>(nameof(IStock.Tidy))"),
        Sends("SAGA514", "context", "step", "public partial Task<Level> Count(StepContext step);"),
        Sends("SAGA514", "token", "token", "public partial Task<Level> Count(CancellationToken token);"),
        Sends("SAGA301", "nothing provides it", "command", "public partial Task<Level> Count(CountStock command);"),
        Sends("SAGA106", "step name", "\"a b\"", "public partial Task<Level> Count();",
            attribute: "Remote<IStock>(nameof(IStock.CountAsync), Name = \"a b\")"),
        Sends("SAGA111", "after", "\"Nothing\"", "public partial Task<Level> Count();",
            attribute: "Remote<IStock>(nameof(IStock.CountAsync), After = [\"Nothing\"])"),
        Sends("SAGA107", "of a remote step", "soon", "public partial Task<Level> Count();",
            attribute: "Remote<IStock>(nameof(IStock.CountAsync)), Timeout(\"soon\")"),
    ];

    private static string Stock(string members, string head = "public sealed partial class Stock", string name = "stock", string more = "") =>
        $$"""
        namespace Shop;
        [Participant("{{name}}")]
        {{head}}
        {
        {{members}}
        }
        {{Participants.Types.Replace("namespace Shop;", "")}}
        {{more}}
        """;

    private static string Within(string container) =>
        Stock(Handler).Replace("[Participant", $"public {container} {{ [Participant").Replace("=> new(1);\n}", "=> new(1);\n} }");

    private static string Contract(string name, string members) => $"[Participant(\"{name}\")] public interface IStock {{ {members} }}";

    private static RuleCase Type(string id, string what, string points, string head, bool compiles = true, string name = "stock") => new(
        id, what, points,
        Stock(Handler.Replace("public", head.Contains("static") ? "public static" : "public"), head, name), Stock(Handler), compiles, "Shop.Stock");

    private static RuleCase Handles(string id, string what, string points, string wrong, string right) =>
        new(id, what, points, Stock(wrong), Stock(right), Saga: "Shop.Stock");

    private static RuleCase Keeps(string what, string points, string contract, bool compiles = true) => new(
        "SAGA515", what, points,
        Stock(Handler, "public sealed partial class Stock : IStock", more: contract),
        Stock(Handler, "public sealed partial class Stock : IStock", more: Contract("stock", "[Handles] Level Count(CountStock command);")),
        compiles, "Shop.Stock");

    private static RuleCase Sends(string id, string what, string points, string wrong, string attribute = "Remote<IStock>(nameof(IStock.CountAsync))",
        bool compiles = true)
    {
        const string Right = "public partial Task<Level> Count();";
        return new(id, what, points, File(attribute, wrong), File("Remote<IStock>(nameof(IStock.CountAsync))", Right), compiles);

        static string File(string attribute, string method) =>
            Participants.Saga($"    [{attribute}] {method}") + (Participants.Types + Participants.Contract).Replace("namespace Shop;", "");
    }
}
