namespace SagaDsl.Engine;

/// <summary>What an instance's id may be.</summary>
internal static class InstanceId
{
    public const int MaxLength = 200;

    /// <exception cref="ArgumentException">The id is empty, too long, or has control characters or half a surrogate pair.</exception>
    public static void Check(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (string.IsNullOrWhiteSpace(id))
            throw new ArgumentException("The id of a saga instance is empty. Use a name from the business, such as the order's number.", nameof(id));
        if (id.Length > MaxLength)
            throw new ArgumentException($"The id of a saga instance has {id.Length} characters; at most {MaxLength} are allowed: '{id[..40]}…'.", nameof(id));
        for (var i = 0; i < id.Length; i++)
        {
            if (char.IsControl(id[i]))
                throw new ArgumentException($"The id of a saga instance has a control character (U+{(int)id[i]:X4}) at position {i}.", nameof(id));
            if (char.IsSurrogate(id[i]) && !(char.IsSurrogatePair(id, i++)))
                throw new ArgumentException($"The id of a saga instance has half a surrogate pair at position {i}: it is not valid Unicode.", nameof(id));
        }
    }

    /// <exception cref="ArgumentException">The id begins as those do that the runtime gives.</exception>
    public static void CheckNew(string id)
    {
        if (id is { Length: > 0 } && CommandId.Is(id))
            throw new ArgumentException(
                $"The id of a saga instance begins with '{CommandId.Mark}', as those of commands to participants do: '{id}'.", nameof(id));
    }
}
