using Shop;

public sealed class Basket
{
    public string? Note { get; set; }
    public Address Address { get; set; } = new();
    public int[] Counts { get; set; } = [];
}

public sealed class Address
{
    public string? Street { get; set; }
}

[Saga("bound")]
public sealed partial class Bound(IMail mail) : ISaga<Basket>
{
    [Step(Compensation = nameof(Undo))]
    public async Task Send(Basket basket, StepContext step)
    {
        [|basket.Note|] = "sent";
        [|basket.Address.Street|] = "Elm";
        [|basket.Counts[0]|]++;
        await mail.SendAsync("sent", step.CancellationToken);
    }

    public Task Undo(Basket basket, StepContext step)
    {
        [|basket.Note|] += "undone";
        return mail.SendAsync("undone", step.CancellationToken);
    }
}
