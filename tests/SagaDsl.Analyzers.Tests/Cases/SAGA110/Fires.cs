using Shop;

public abstract class Base
{
    [{|SAGA115:Step|}]
    public Task Inherited() => Task.CompletedTask;
}

[Saga("signature")]
public sealed partial class [|Signatures|] : Base, ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public Task [|Generic|]<T>() => Task.CompletedTask;

    [Step(Kind = StepKind.Retriable)]
    public Task ByReference(Cart cart, ref [|int|] count) => Task.CompletedTask;

    [Step(Kind = StepKind.Retriable)]
    public [|Span<int>|] Span() => default;
}
