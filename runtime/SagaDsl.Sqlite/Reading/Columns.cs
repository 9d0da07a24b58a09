namespace SagaDsl.Stores.Sqlite;

/// <summary>How values stand in columns.</summary>
internal static class Columns
{
    /// <summary>Reads work, status, due and attention, from the given column on.</summary>
    public static InstanceStatus Status(Statement row, int first) => new(
        (WorkState)row.Int(first), (SagaStatus)row.Int(first + 1), row.IsNull(first + 2) ? null : Time(row, first + 2), row.Int(first + 3) != 0);

    /// <summary>Reads a message of an instance, from its id to its payload.</summary>
    /// <exception cref="JournalDamagedException">It is none.</exception>
    public static SagaMessage Message(Statement row, string instance) => new(row.Text(0), instance, Named<MessageKind>(row, 1, instance))
    {
        Command = row.IsNull(2) ? null : Named<OperatorCommand>(row, 2, instance),
        By = row.IsNull(3) ? null : new(row.Text(3), row.Text(4)),
        Name = TextOrNull(row, 5),
        Step = TextOrNull(row, 6),
        Element = row.IsNull(7) ? null : row.Int(7),
        From = TextOrNull(row, 8),
        KeepUntil = row.IsNull(9) ? null : Time(row, 9),
        Payload = new(row.Bytes(10).ToArray()),
    };

    public static DateTimeOffset Time(Statement row, int column) =>
        new(Math.Clamp(row.Long(column), DateTimeOffset.MinValue.UtcTicks, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);

    private static string? TextOrNull(Statement row, int column) => row.IsNull(column) ? null : row.Text(column);

    private static T Named<T>(Statement row, int column, string instance) where T : struct, Enum =>
        Enum.TryParse<T>(row.Text(column), out var value) && Enum.IsDefined(value)
            ? value
            : throw new JournalDamagedException(instance, 0,
                $"message '{row.Text(0)}' in its inbox is of a kind, or holds a command, that there is not: '{row.Text(column)}'");
}
