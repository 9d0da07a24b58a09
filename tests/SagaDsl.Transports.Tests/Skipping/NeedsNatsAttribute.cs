namespace SagaDsl.Transports.Tests;

/// <summary>All tests of the class need nats-server, inherited ones too: skipped, with the reason, where that is absent.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsNatsAttribute : Attribute;
