using Shop;

public sealed record Pair(int A, int B);

[Saga("tuple")]
public sealed partial class Tuples : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public Task<Pair> Create()
    {
        var (a, b) = (1, 2);
        return Task.FromResult(new Pair(a, b));
    }
}
