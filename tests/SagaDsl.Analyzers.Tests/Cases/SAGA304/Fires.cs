using Shop;

[Saga("plain")]
public sealed partial class Plain : ISaga<string>
{
    [Step(Kind = StepKind.Retriable)]
    public string Create(string [|name|]) => name;

    [Step(Kind = StepKind.Retriable)]
    public void Send([From(nameof(Create))] string name, Guid [|id|], List<int> [|numbers|]) { }
}
