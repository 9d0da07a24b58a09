using Shop;

[Participant("abstract")]
public abstract partial class [|Abstract|]
{
    [Handles]
    public Level Count(CountStock command) => new(command.Cart.Lines.Count);
}

[Participant("generic")]
public sealed partial class [|Generic|]<T>
{
    [Handles]
    public Level Count(CountStock command) => new(command.Cart.Lines.Count);
}

public partial class Outer<T>
{
    [Participant("inner")]
    public sealed partial class [|Inner|]
    {
        [Handles]
        public Level Count(CountStock command) => new(command.Cart.Lines.Count);
    }
}

[Participant("static")]
public static partial class [|Static|]
{
    [Handles]
    public static Level Count(CountStock command) => new(command.Cart.Lines.Count);
}

[Participant("hidden")]
file sealed partial class [|Hidden|]
{
    [Handles]
    public Level Count(CountStock command) => new(command.Cart.Lines.Count);
}

[Participant("both"), Saga("both")]
public sealed partial class [|Both|] : ISaga<CountStock>
{
    [Step(Kind = StepKind.Retriable)]
    public Level Look(CountStock command) => new(command.Cart.Lines.Count);

    [Handles]
    public Level Count(CountStock command) => new(command.Cart.Lines.Count);
}

[Participant("contract")]
public interface [|IContract|]<T>
{
    [Handles]
    Task<Level> Count(CountStock command);
}
