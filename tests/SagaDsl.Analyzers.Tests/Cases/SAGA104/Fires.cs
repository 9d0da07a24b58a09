[Saga("empty")]
public sealed partial class [|Empty|] : ISaga
{
    public Task Send() => Task.CompletedTask;
}
