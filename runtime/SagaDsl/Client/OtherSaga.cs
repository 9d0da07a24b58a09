namespace SagaDsl;

/// <summary>Whether an instance is of the saga whose client is asked for it.</summary>
internal static class OtherSaga
{
    /// <param name="id">The instance's id.</param>
    /// <param name="actual">Of which saga it is.</param>
    /// <param name="asked">Of which saga it must be; null: of any.</param>
    /// <exception cref="SagaIdConflictException">It is of another.</exception>
    public static void Refuse(string id, string actual, string? asked)
    {
        if (asked is not null && asked != actual)
            throw new SagaIdConflictException(
                $"Instance '{id}' is one of saga '{actual}', not of '{asked}': wait for it through that saga's client, or through runtime.Instance(id).");
    }
}
