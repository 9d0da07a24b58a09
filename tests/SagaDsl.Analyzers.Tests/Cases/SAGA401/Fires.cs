using System.Security.Cryptography;
using Shop;

[Saga("fresh")]
public sealed partial class Fresh(IMail mail) : ISaga<Cart>
{
    private static readonly Random Dice = new(7);

    [Step(Kind = StepKind.Retriable)]
    public async Task Send(Cart cart, StepContext step)
    {
        var id = [|Guid.NewGuid()|];
        await mail.SendAsync($"{id} {[|Dice.Next(1, 6)|]} {[|Random.Shared.NextDouble()|]}", step.CancellationToken);
        await mail.SendAsync(Code(), step.CancellationToken);
    }

    private static string Code() => Convert.ToHexString([|RandomNumberGenerator.GetBytes(8)|]) + [|Guid.CreateVersion7()|];
}
