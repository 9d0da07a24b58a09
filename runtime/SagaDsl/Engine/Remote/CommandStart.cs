using SagaDsl.Journal;

namespace SagaDsl.Engine;

/// <summary>What a command starts with, besides its input.</summary>
/// <param name="Origin">Whose step it is.</param>
/// <param name="Deadline">When the saga waits no more.</param>
/// <param name="TraceParent">The saga's trace.</param>
/// <param name="Known">What is known of it already, where it is an undo.</param>
/// <param name="Result">What the command gave, where it is an undo.</param>
internal sealed record CommandStart(
    CommandOrigin Origin, DateTimeOffset? Deadline, string? TraceParent, IReadOnlyList<JournalEntry>? Known = null, object? Result = null);
