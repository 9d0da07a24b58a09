namespace SagaDsl.Definition;

/// <summary>
/// Thrown at registration, or at the start of a runtime: the saga cannot run as it is written, or as its services are registered. The message lists every
/// finding.
/// </summary>
public sealed class SagaDefinitionException : Exception
{
    /// <summary>A refusal of a definition.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="inner">What it was found by.</param>
    public SagaDefinitionException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
