using Shop;

public sealed class Page
{
    public string Show(SagaOutcome<Shipment> outcome)
    {
        switch (outcome.Status)
        {
            case SagaStatus.Completed:
                return "shipped";
            case SagaStatus.Compensated:
                return "undone";
        }
        switch (outcome.Status)
        {
            case SagaStatus.Completed:
                return "shipped";
            default:
                return "not shipped";
        }
    }

    public void Watch(SagaSnapshot snapshot)
    {
        switch (snapshot.Status)
        {
            case SagaStatus.Running:
                Console.WriteLine("running");
                break;
        }
    }
}
