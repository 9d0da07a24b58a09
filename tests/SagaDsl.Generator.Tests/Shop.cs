using SagaDsl.Generator.Rules;
using SagaDsl.TestKit.Generators;

namespace SagaDsl.Generator.Tests;

/// <summary>Sources of small sagas.</summary>
internal static class Shop
{
    public const string Types =
        """

        public sealed record Cart(string Id);
        public sealed record Order(string Id);
        public sealed record Receipt(string Id);
        public sealed record Shipment(string Number);
        public sealed class CardDeclinedException : Exception;
        """;

    /// <summary>A file with one saga in namespace Shop.</summary>
    /// <param name="body">The class's members.</param>
    /// <param name="marker">What it implements.</param>
    /// <param name="more">More types.</param>
    public static string Saga(string body, string marker = "ISaga<Cart>", string more = "") =>
        $$"""
        namespace Shop;

        [Saga("checkout")]
        public sealed partial class Checkout : {{marker}}
        {
        {{body}}
        }
        {{Types}}
        {{more}}
        """;

    public static GeneratorRun Run(string body, string marker = "ISaga<Cart>", string more = "") => GeneratorHarness.Run(Saga(body, marker, more));

    /// <summary>Steps that need no compensation, one a line: <c>Order Create(Cart cart)</c>.</summary>
    public static string Reads(params string[] methods) =>
        string.Concat(methods.Select(method => $"    [Step, NoCompensation(\"reads only\")] public {method} => throw new InvalidOperationException();\n"));

    public static Finding Single(GeneratorRun run, Rule rule)
    {
        var found = run.Findings.Where(f => f.Rule == rule).ToList();
        Assert.True(found.Count == 1,
            $"{rule.Id} was expected once. " +
            $"Found:\n{string.Join("\n", run.Findings.Select(f => $"{f.Rule.Id} {f.Anchor.Member}/{f.Anchor.Part}/{f.Anchor.Ordinal}: {f.Message}"))}");
        return found[0];
    }

    /// <summary>What the source says where a finding points.</summary>
    public static string Pointed(GeneratorRun run, Finding finding, string saga = "Shop.Checkout")
    {
        var location = SagaDsl.Generator.Reading.AnchorLocator.Find(run.Input.GetTypeByMetadataName(saga)!, finding.Anchor, run.Input);
        return location.SourceTree!.ToString().Substring(location.SourceSpan.Start, location.SourceSpan.Length);
    }
}
