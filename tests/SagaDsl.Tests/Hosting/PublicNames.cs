using NSubstitute;

namespace SagaDsl.Tests.HostingTests;

/// <summary>What an application uses has one namespace, and can be mocked.</summary>
public class PublicNames
{
    [Fact]
    public void Whatever_clients_handles_operators_and_the_runtime_speak_of_is_in_one_namespace()
    {
        Type[] used =
            [typeof(SagaRuntime), typeof(SagaClient<,>), typeof(SagaHandle<>), typeof(SagaOperator), typeof(SagaSnapshot), typeof(InstanceQuery),
                typeof(InstanceSummary), typeof(CommandAnswer), typeof(SagaFailure)];
        var spoken = used.SelectMany(type => type.GetMembers()).SelectMany(member => member switch
        {
            System.Reflection.MethodInfo method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType),
            System.Reflection.PropertyInfo property => [property.PropertyType],
            _ => Type.EmptyTypes,
        });
        var elsewhere = spoken.SelectMany(Parts).Where(type => type.Assembly == typeof(SagaRuntime).Assembly && type.Namespace != "SagaDsl").Distinct();
        Assert.Empty(elsewhere);
    }

    [Fact]
    public async Task A_client_its_handles_and_an_operator_can_be_mocked()
    {
        var client = Substitute.For<MockedClient>();
        var handle = Substitute.For<MockedHandle>();
        var ann = Substitute.For<SagaOperator>();
        client["order-42"].Returns(handle);
        handle.As("ann", "why").Returns(ann);
        ann.CancelAsync().Returns(new CommandAnswer(CommandVerdict.Refused, "too late"));

        Assert.Equal("too late", (await client["order-42"].As("ann", "why").CancelAsync()).Why);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await new MockedOperator().RetryNowAsync());
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type) : [type.HasElementType ? type.GetElementType()! : type];

    public class MockedClient : SagaClient<Order, StepValue>;

    public class MockedHandle() : SagaHandle<StepValue>("order-42", true);

    private sealed class MockedOperator : SagaOperator;
}
