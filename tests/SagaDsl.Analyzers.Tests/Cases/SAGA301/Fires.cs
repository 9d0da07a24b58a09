using Shop;

[Saga("nothing")]
public sealed partial class Nothing : [|ISaga<Cart, Shipment>|]
{
    [Step(Kind = StepKind.Retriable)]
    public Task Send(Order [|order|]) => Task.CompletedTask;

    [Step(Kind = StepKind.Retriable)]
    public Task Named([From([|"Charge"|])] Receipt receipt) => Task.CompletedTask;
}
