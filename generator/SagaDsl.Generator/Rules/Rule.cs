namespace SagaDsl.Generator.Rules;

/// <summary>A rule that is decided from the model: <see cref="RuleCatalog"/> lists them all, and the analyzer makes a descriptor of each.</summary>
/// <param name="Id">Its id, for ever.</param>
/// <param name="Title">What it is about, as a short clause.</param>
/// <param name="Message">What is wrong and what happens at run time if it stays, with <c>{0}</c>…</param>
/// <param name="Severity">How it is reported by default.</param>
/// <param name="Blocks">Whether the saga cannot be emitted: such a rule is an error that cannot be configured away.</param>
internal sealed record Rule(string Id, string Title, string Message, RuleSeverity Severity, bool Blocks)
{
    /// <summary>What the id's family is about: the analyzer's category.</summary>
    public string Category => Id[4] switch { '1' => "SagaDsl.Shape", '2' => "SagaDsl.Compensation", '5' => "SagaDsl.Participants", _ => "SagaDsl.DataFlow" };

    public Finding At(Anchor anchor, params string[] arguments) => new(this, anchor, new(arguments));
}

/// <summary>How a rule is reported by default.</summary>
internal enum RuleSeverity
{
    Info,
    Warning,
    Error,
}
