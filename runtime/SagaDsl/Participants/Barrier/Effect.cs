using System.Text;
using SagaDsl.Kernel;

namespace SagaDsl.Participants;

/// <summary>An effect, by the keys of its rows.</summary>
/// <param name="Action">The key of the step's action.</param>
/// <param name="Row">The key of the action's row: the action's own, or that of a part of it.</param>
/// <param name="Undo">The key of the compensation's row; null: this is the action.</param>
internal readonly record struct Effect(string Action, string Row, string? Undo)
{
    // An index of PostgreSQL takes no entry beyond 2,704 bytes.
    private const int LongestKey = 2_000;

    public bool IsPart => Row != Action;

    /// <summary>The row that says whether this call was done before.</summary>
    public string Own => Undo ?? Row;

    public static Effect Of(StepContext step, string? part)
    {
        if (part is not null)
            ArgumentException.ThrowIfNullOrEmpty(part);
        var (action, own) = (Checked(step.ActionKey), Checked(step.IdempotencyKey));
        var isAction = action == own;
        if (!isAction && own != action + "/undo")
            throw new InvalidOperationException(
                $"The barrier guards an action or its compensation, and the keys of step '{step.StepName}' are of neither: IdempotencyKey is '{own}' and " +
                $"ActionKey is '{action}'. In an action both are the same; in its compensation IdempotencyKey is ActionKey and '/undo'.");
        var row = part is null ? action : Checked(IdempotencyKeys.Part(action, part));
        return new(action, row, isAction ? null : part is null ? own : Checked(IdempotencyKeys.Part(own, part)));
    }

    public static string Checked(string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        var bytes = Encoding.UTF8.GetByteCount(key);
        return bytes <= LongestKey
            ? key
            : throw new ArgumentException(
                $"The barrier's key '{key[..100]}…' has {bytes:N0} bytes, and may have {LongestKey:N0}. Shorten the instance's id, or the part.", nameof(key));
    }
}
