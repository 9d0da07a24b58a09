using Shop;

public class Ticket
{
    public string? Number { get; set; }
}

public sealed class SeasonTicket : Ticket
{
    public int Days { get; set; }
}

[Saga("open")]
public sealed partial class Open : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public [|Ticket|] Buy(Cart cart) => new SeasonTicket();
}
