using Shop.Processes;

namespace Shop.Tests;

/// <summary>A test over a real nats-server; counted as skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NatsFactAttribute : FactAttribute
{
    public NatsFactAttribute() => Skip = NatsServer.Find() is null ? NatsServer.HowToGet : null;
}

/// <summary>A test of several cases over a real nats-server; counted as skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NatsTheoryAttribute : TheoryAttribute
{
    public NatsTheoryAttribute() => Skip = NatsServer.Find() is null ? NatsServer.HowToGet : null;
}
