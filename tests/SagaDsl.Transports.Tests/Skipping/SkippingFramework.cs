using SagaDsl.TestKit.Servers;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("SagaDsl.Transports.Tests.SkippingFramework", "SagaDsl.Transports.Tests")]

namespace SagaDsl.Transports.Tests;

/// <summary>A test knows nothing of its class, and cannot be skipped for it: so those of <see cref="NeedsNatsAttribute"/> are found as skipped.</summary>
public sealed class SkippingFramework(IMessageSink messages) : XunitTestFramework(messages)
{
    protected override ITestFrameworkDiscoverer CreateDiscoverer(IAssemblyInfo assemblyInfo) =>
        new Discoverer(assemblyInfo, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Discoverer(IAssemblyInfo assembly, ISourceInformationProvider sources, IMessageSink messages)
        : XunitTestFrameworkDiscoverer(assembly, sources, messages)
    {
        protected override bool FindTestsForMethod(
            ITestMethod testMethod, bool includeSourceInformation, IMessageBus messageBus, ITestFrameworkDiscoveryOptions discoveryOptions)
        {
            var skipped = NatsServer.Missing is not null && testMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsNatsAttribute)).Any() &&
                testMethod.Method.GetCustomAttributes(typeof(FactAttribute)).Any();
            return skipped
                ? ReportDiscoveredTestCase(new SkippedTestCase(DiagnosticMessageSink, testMethod), includeSourceInformation, messageBus)
                : base.FindTestsForMethod(testMethod, includeSourceInformation, messageBus, discoveryOptions);
        }
    }
}

/// <summary>A test that is not run, because nats-server is not here.</summary>
public sealed class SkippedTestCase : XunitTestCase
{
    [Obsolete("For the runner, which makes it anew from what it wrote down.")]
    public SkippedTestCase()
    {
    }

    public SkippedTestCase(IMessageSink messages, ITestMethod method)
        : base(messages, TestMethodDisplay.ClassAndMethod, TestMethodDisplayOptions.None, method)
    {
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute) => NatsServer.Missing;
}
