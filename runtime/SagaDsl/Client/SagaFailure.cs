using System.Globalization;
using System.Text;

namespace SagaDsl;

/// <summary>Why a saga did not complete. The same after a restart: it is read from the journal.</summary>
/// <param name="Cause">What turned it back.</param>
/// <param name="Step">The step that failed, where one did.</param>
/// <param name="Attempts">How often that step was tried.</param>
/// <param name="ErrorType">The exception's type name.</param>
/// <param name="Message">What went wrong, for a person to read.</param>
/// <param name="Actor">Who cancelled or abandoned it.</param>
/// <param name="Undone">The steps that were undone, in the order in which they were.</param>
/// <param name="NotUndone">The steps that may have happened and were left, where it was abandoned.</param>
public sealed record SagaFailure(
    FailureCause Cause, string? Step, int Attempts, string? ErrorType, string Message, string? Actor,
    IReadOnlyList<string> Undone, IReadOnlyList<string> NotUndone)
{
    /// <summary>The failure on one line, for people: <c>Ship: nobody ships to the moon (Rejected); undone: Charge, CreateOrder</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Step is not null)
            text.Append(Step).Append(": ");
        text.Append(Message.ReplaceLineEndings(" ")).Append(" (").Append(Cause);
        if (Attempts > 1)
            text.Append(CultureInfo.InvariantCulture, $" after {Attempts} attempts");
        if (ErrorType is not null)
            text.Append(", ").Append(ErrorType);
        if (Actor is not null)
            text.Append(", by ").Append(Actor);
        text.Append(')');
        if (Undone.Count > 0)
            text.Append("; undone: ").AppendJoin(", ", Undone);
        if (NotUndone.Count > 0)
            text.Append("; not undone: ").AppendJoin(", ", NotUndone);
        return text.ToString();
    }
}
