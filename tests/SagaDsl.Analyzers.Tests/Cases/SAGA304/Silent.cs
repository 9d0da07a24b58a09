using Shop;

[Saga("plain")]
public sealed partial class Plain : ISaga<string>
{
    [Step(Kind = StepKind.Retriable)]
    public string Create([FromInput] string name) => name;

    [Step(Kind = StepKind.Retriable)]
    public void Send([From(nameof(Create))] string name) { }
}
