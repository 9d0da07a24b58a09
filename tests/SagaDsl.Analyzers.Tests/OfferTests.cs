namespace SagaDsl.Analyzers.Tests;

/// <summary>Which fixes a person is offered, and that none is where none would be safe.</summary>
public sealed class OfferTests
{
    [Theory]
    [InlineData("SAGA201", "SAGA201/Pair.cs", "Compensate with CancelOrder", "Write a compensation UndoCreateOrder", "State that nothing must be undone")]
    [InlineData("SAGA303", "SAGA303/All.cs", "Bind to the result of Enrich", "Bind to the saga's input")]
    [InlineData("SAGA401", "SAGA401/Value.cs", "Derive it from the step's key")]
    [InlineData("SAGA102", "SAGA102/All.cs", "Implement ISaga")]
    public async Task The_fixes_of_the_first_finding(string id, string path, params string[] titles)
    {
        var text = CaseFiles.Read(path);
        Assert.Equal(titles, await Check.OfferedAsync(id, text, CaseFiles.OptionsOf(text)));
    }

    [Theory]
    // What a random number is for is not known.
    [InlineData("SAGA401", "int n = [|Random.Shared.Next()|]; Console.WriteLine(n);")]
    // A static function captures no context.
    [InlineData("SAGA402", "Func<DateTime> now = static () => [|DateTime.UtcNow|]; Console.WriteLine(now());")]
    // An await does not fit into a lock.
    [InlineData("SAGA408", "lock (mail) { [|mail.SendAsync(\"x\", step.CancellationToken).Wait()|]; }")]
    public async Task Nothing_is_offered_where_nothing_is_safe(string id, string body)
    {
        var source = $$"""
            using Shop;
            [Saga("one")]
            public sealed partial class One(IMail mail) : ISaga<Cart>
            {
                [Step(Kind = StepKind.Retriable)]
                public void Send(Cart cart, StepContext step) { {{body}} }
            }
            """;
        var options = CaseFiles.OptionsOf(source);
        await Check.FindsAsync(id, source, options);
        Assert.Empty(await Check.OfferedAsync(id, source, options));
    }
}
