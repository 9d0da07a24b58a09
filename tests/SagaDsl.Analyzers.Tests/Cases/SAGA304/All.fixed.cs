using Shop;

[Saga("plain")]
public sealed partial class Plain : ISaga<string>
{
    [Step(Kind = StepKind.Retriable)]
    public int Create([FromInput] string name, StepContext step) => name.Length;

    [Step(Kind = StepKind.Retriable)]
    public void Send(
        [From(nameof(Create))] int count,
        [FromInput] string name)
    {
    }
}
