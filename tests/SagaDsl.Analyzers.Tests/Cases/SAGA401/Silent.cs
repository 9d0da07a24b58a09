using Shop;

[Saga("fresh")]
public sealed partial class Fresh(IMail mail) : ISaga<Cart>
{
    // Made before any step runs, and used by none.
    private readonly Guid _instance = Guid.NewGuid();

    [Step(Kind = StepKind.Retriable)]
    public async Task Send(Cart cart, StepContext step)
    {
        var id = Guid.Parse("0190c0de-0000-7000-8000-000000000000");
        await mail.SendAsync($"{id} {Guid.Empty} {step.KeyFor("code")}", step.CancellationToken);
    }
}

// Not a saga: its callers decide.
public sealed class Numbers
{
    public Guid Next() => Guid.NewGuid();
}
