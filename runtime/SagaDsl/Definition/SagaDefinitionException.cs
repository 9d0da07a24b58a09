namespace SagaDsl.Definition;

/// <summary>Thrown at registration: the saga cannot run as it is written. The message lists every finding.</summary>
public sealed class SagaDefinitionException : Exception
{
    /// <summary>A refusal of a definition.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    public SagaDefinitionException(string message) : base(message)
    {
    }
}
