using Shop;

[Saga("tuple")]
public sealed partial class Tuples : [|ISaga<(string Name, int Count)>|]
{
    [Step(Kind = StepKind.Retriable)]
    public [|Task<(int A, int B)>|] Create() => Task.FromResult((1, 2));
}
