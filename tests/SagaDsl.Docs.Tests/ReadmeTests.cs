namespace SagaDsl.Docs.Tests;

public sealed class ReadmeTests
{
    private static readonly string Readme = string.Join('\n', Pages.Lines("README.md"));

    [Fact]
    public async Task TheDiagnosticItShowsIsTheOneThatIsReported()
    {
        const string Pairing = "(Compensation = nameof(CancelOrder))";
        var forgotten = Sample.Of("README.md").Select(sample => sample with { Code = sample.Code.Replace(Pairing, "", StringComparison.Ordinal) }).ToList();
        var finding = Assert.Single(await SampleCompiler.FindingsAsync(forgotten));
        Assert.Contains($"error {finding.Id}: {finding.GetMessage()}", Readme, StringComparison.Ordinal);
        Assert.Empty(await SampleCompiler.FindingsAsync(Sample.Of("README.md")));
    }

    [Theory]
    [InlineData("./test.sh", "test.sh")]
    [InlineData("./bench.sh", "bench.sh")]
    [InlineData("dotnet run --project examples/OrderSaga", "examples/OrderSaga/OrderSaga.csproj")]
    [InlineData("dotnet run --project examples/MicroserviceOrders", "examples/MicroserviceOrders/MicroserviceOrders.csproj")]
    public void TheCommandsItNamesAreThere(string command, string file)
    {
        Assert.Contains(command, Readme, StringComparison.Ordinal);
        Assert.True(File.Exists(Repository.PathOf(file)), file);
    }
}
