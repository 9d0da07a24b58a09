using System.Text.Json.Serialization;
using Shop;

public sealed class Ticket(string number)
{
    public string Number { get; } = number;

    public bool IsLong => Number.Length > 8;
}

public sealed class Mutable
{
    public string? Text { get; set; }
}

public readonly record struct Money(decimal Amount, string Currency);

[JsonPolymorphic, JsonDerivedType(typeof(Car), "car")]
public abstract record Vehicle;

public sealed record Car(int Doors) : Vehicle;

[Saga("json")]
public sealed partial class Json : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public Ticket One(Cart cart) => new(cart.Id);

    [Step(Kind = StepKind.Retriable)]
    public Task<Mutable> Two(Cart cart) => Task.FromResult(new Mutable { Text = cart.Id });

    [Step(Kind = StepKind.Retriable)]
    public Money Three() => new(1, "EUR");

    [Step(Kind = StepKind.Retriable)]
    public Vehicle Four() => new Car(4);

    [Step(Kind = StepKind.Retriable)]
    public IReadOnlyList<Line> Five(Cart cart) => cart.Lines;
}
