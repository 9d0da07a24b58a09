using Shop;

[Participant("stock"), [|Timeout("1h")|]]
public sealed partial class Stock
{
    [Handles(Compensation = nameof(Undo)), [|NoCompensation("both")|]]
    public Level Count(CountStock command) => new(command.Cart.Lines.Count);

    [[|AtMostOnce|]]
    public void Undo(CountStock command)
    {
    }

    [[|Retry(MaxAttempts = 2)|]]
    public void Helper()
    {
    }

    [[|Step|]]
    public void Stray()
    {
    }
}

public sealed class NoParticipant
{
    [[|Handles|]]
    public Level Count(CountStock command) => new(command.Cart.Lines.Count);
}

[Participant("contract")]
public interface IContract
{
    [Handles, [|Timeout("1s")|], [|Retry(MaxAttempts = 2)|]]
    Task<Level> Count(CountStock command);
}
