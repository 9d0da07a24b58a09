using Shop;

public interface ITicket
{
    string Number { get; }
}

public sealed class Secret
{
    private Secret(string text) => Text = text;

    public string Text { get; }

    public static Secret Of(string text) => new(text);
}

public sealed class Counter
{
    public int Count { get; } = 3;
}

[Saga("json")]
public sealed partial class Json : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public [|ITicket|] One(Cart cart) => null!;

    [Step(Kind = StepKind.Retriable)]
    public [|Task<Secret>|] Two(Cart cart) => Task.FromResult(Secret.Of(cart.Id));

    [Step(Kind = StepKind.Retriable)]
    public [|Counter|] Three() => new();

    [Step(Kind = StepKind.Retriable)]
    public [|Action|] Four() => () => { };
}
