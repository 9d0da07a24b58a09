using Shop;

[Saga("catching")]
public sealed partial class Catching(IMail mail) : ISaga<Cart>
{
    [Step(Kind = StepKind.Retriable)]
    public async Task Send(Cart cart, CancellationToken stop)
    {
        try
        {
            await mail.SendAsync("sent", stop);
        }
        catch (InvalidOperationException)
        {
            // Already sent.
        }
        catch (Exception e) when (e.Message == "duplicate")
        {
        }
        catch (Exception e)
        {
            Console.WriteLine(e.Message);
            throw;
        }
        try
        {
            await mail.SendAsync("sent", stop);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException("The mail was not sent.", e);
        }
        try
        {
            await mail.SendAsync("sent", stop);
        }
        catch
        {
            Environment.FailFast("broken");
        }
    }
}
