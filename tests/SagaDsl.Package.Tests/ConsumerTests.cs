namespace SagaDsl.Package.Tests;

/// <summary>An application that has the packages and nothing else: what a user has.</summary>
[Collection(PackedPackages.Once)]
public sealed class ConsumerTests(PackedPackages packages)
{
    [Fact]
    public async Task ASagaIsGeneratedBuiltAndRunFromThePackagesAlone()
    {
        var consumer = packages.Consumer("Right", "right");
        var said = (await consumer.DotnetAsync("run -c Release")).MustSucceed();
        Assert.Contains("order-1: Completed, shipped as saga/checkout/order-1/Ship", said, StringComparison.Ordinal);
        Assert.Contains("order-2: Compensated, Ship: nobody ships to the moon; undone: CreateOrder", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWrongSagaIsShownByTheBuild()
    {
        var consumer = packages.Consumer("Wrong", "wrong");
        var said = (await consumer.DotnetAsync("build")).MustFail();
        Assert.Contains("Checkout.cs(4,21): error SAGA101", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DotnetFormatMendsIt()
    {
        var consumer = packages.Consumer("Wrong", "mended");
        (await consumer.DotnetAsync("restore")).MustSucceed();
        (await consumer.DotnetAsync("format analyzers --no-restore --diagnostics SAGA101 --severity error")).MustSucceed();
        Assert.Contains("public sealed partial class Checkout", consumer.Read("Checkout.cs"), StringComparison.Ordinal);
        (await consumer.DotnetAsync("build --no-restore")).MustSucceed();
    }
}
