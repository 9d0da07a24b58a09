using SagaDsl;

[Saga("checkout")]
public sealed class Checkout : ISaga<Cart>
{
    [Step(Compensation = nameof(CancelOrder))]
    public void CreateOrder(Cart cart)
    {
    }

    public void CancelOrder(Cart cart)
    {
    }
}

public sealed record Cart(string Destination);

public static class Program
{
    public static void Main()
    {
    }
}
