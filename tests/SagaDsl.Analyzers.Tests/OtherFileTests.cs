using SagaDsl.TestKit.Analyzers;

namespace SagaDsl.Analyzers.Tests;

/// <summary>A fix may change another file than the one that the finding is in.</summary>
public sealed class OtherFileTests
{
    [Fact]
    public async Task A_type_is_listed_in_a_context_that_stands_elsewhere()
    {
        const string Saga = """
            using Shop;

            [Saga("json", Json = typeof(ShopJson))]
            public sealed partial class Json : ISaga<Cart>
            {
                [Step(Kind = StepKind.Retriable)]
                public Order Create(Cart cart) => new(cart.Id);

                [Step(Kind = StepKind.Retriable)]
                public Receipt Charge(Order order) => new(order.Id);
            }
            """;
        const string Context = """
            using System.Text.Json.Serialization;

            namespace Shop;

            [JsonSerializable(typeof(Cart))]
            internal sealed partial class ShopJson : JsonSerializerContext;
            """;
        var options = CaseFiles.OptionsOf("");
        options = options with { MoreFiles = new Dictionary<string, string>(options.MoreFiles) { ["ShopJson.cs"] = Context } };
        var files = await new FixHarness(Check.Rules).FixSolutionAsync("SAGA309", Saga, options);
        Assert.Equal(Saga, files["Test.cs"]);
        Assert.Equal(Context.Replace("(typeof(Cart))]", "(typeof(Cart))]\n[JsonSerializable(typeof(Order))]\n[JsonSerializable(typeof(Receipt))]",
            StringComparison.Ordinal), files["ShopJson.cs"]);
    }
}
