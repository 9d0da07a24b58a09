using System.Text.Json.Serialization;
using Shop;

[JsonPolymorphic, JsonDerivedType(typeof(SeasonTicket), "season")]
public class Ticket
{
    public string? Number { get; set; }
}

public sealed class SeasonTicket : Ticket
{
    public int Days { get; set; }
}

// Unsealed, and nothing derives from it.
public class Voucher
{
    public string? Number { get; set; }
}

[Saga("open")]
public sealed partial class Open : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public Ticket Buy(Cart cart) => new SeasonTicket();

    [Step(Kind = StepKind.Retriable)]
    public Voucher Give(Cart cart) => new();
}
