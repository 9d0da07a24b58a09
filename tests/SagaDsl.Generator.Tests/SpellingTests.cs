using SagaDsl.Generator.Rules;

namespace SagaDsl.Generator.Tests;

/// <summary>Which name a person meant.</summary>
public class SpellingTests
{
    [Theory]
    [InlineData("Secnd", "Second")]
    [InlineData("Sedn", "Send")]
    [InlineData("charge", "Charge")]
    [InlineData("Reserved", "Reserve")]
    [InlineData("Notify", null)]
    public void The_nearest_name_is_the_one_that_was_meant(string written, string? meant) =>
        Assert.Equal(meant, Spelling.Nearest(written, ["Send", "Second", "Charge", "Reserve"]));
}
