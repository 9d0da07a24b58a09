namespace SagaDsl.Stores.Sqlite;

/// <summary>How values stand in columns.</summary>
internal static class Columns
{
    /// <summary>Reads work, status, due and attention, from the given column on.</summary>
    public static InstanceStatus Status(Statement row, int first) => new(
        (WorkState)row.Int(first), (SagaStatus)row.Int(first + 1), row.IsNull(first + 2) ? null : Time(row, first + 2), row.Int(first + 3) != 0);

    public static DateTimeOffset Time(Statement row, int column) =>
        new(Math.Clamp(row.Long(column), DateTimeOffset.MinValue.UtcTicks, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);
}
