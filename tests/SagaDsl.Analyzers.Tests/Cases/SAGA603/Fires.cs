using Shop;

public sealed class Page
{
    public string Show(SagaOutcome<Shipment> outcome)
    {
        switch ([|outcome.Status|])
        {
            case SagaStatus.Completed:
                return "shipped";
            case SagaStatus.Abandoned:
                return "call us";
        }
        return "thank you";
    }
}
