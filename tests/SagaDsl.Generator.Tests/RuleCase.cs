namespace SagaDsl.Generator.Tests;

/// <summary>One way to break a rule, and the nearest code that keeps it.</summary>
/// <param name="Id">The rule.</param>
/// <param name="What">Which of its ways.</param>
/// <param name="Points">The words the finding points at.</param>
/// <param name="Wrong">A file that breaks it.</param>
/// <param name="Right">The nearest that does not.</param>
/// <param name="Compiles">Whether the wrong file compiles with what is generated; the compiler may have a say of its own.</param>
/// <param name="Saga">The class's metadata name.</param>
internal sealed record RuleCase(string Id, string What, string Points, string Wrong, string Right, bool Compiles = true, string Saga = "Shop.Checkout")
{
    public override string ToString() => $"{Id} {What}";
}
