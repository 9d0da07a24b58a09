using Shop;

public sealed class Basket
{
    public string? Note { get; set; }
}

[Saga("bound")]
public sealed partial class Bound(IMail mail) : ISaga<Cart, Basket>
{
    // The change is the result.
    [Step, NoCompensation("computes only")]
    public Basket Fill(Cart cart) => new() { Note = cart.Id };

    [Step(Kind = StepKind.Retriable)]
    public async Task<Basket> Send([From(nameof(Fill))] Basket basket, StepContext step)
    {
        var copy = new Basket { Note = basket.Note };
        copy.Note = "copied";
        Stamp(copy);
        basket.Note = copy.Note;
        await mail.SendAsync("sent", step.CancellationToken);
        return basket;
    }

    private static void Stamp(Basket made) => made.Note += "!";
}
