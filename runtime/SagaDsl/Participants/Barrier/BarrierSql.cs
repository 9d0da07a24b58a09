namespace SagaDsl.Participants;

/// <summary>The statements, in the words that PostgreSQL and SQLite share.</summary>
internal sealed class BarrierSql
{
    public BarrierSql(string table)
    {
        if (!IsName(table))
            throw new ArgumentException(
                $"'{table}' cannot be the barrier's table: letters, digits and '_', and a schema before a '.', such as 'shop.barrier'.", nameof(table));
        Create =
            $"""
            CREATE TABLE IF NOT EXISTS {table} (
              id text NOT NULL PRIMARY KEY,
              state text NOT NULL,
              reply text,
              written_at bigint NOT NULL
            )
            """;
        Probe = $"SELECT id, state, reply, written_at FROM {table} WHERE 1 = 0";
        Insert = $"INSERT INTO {table} (id, state, written_at) VALUES (@id, @state, @at) ON CONFLICT DO NOTHING";
        Read = $"SELECT state, reply FROM {table} WHERE id = @id";
        Move = $"UPDATE {table} SET state = @state, written_at = @at WHERE id = @id AND state = @before";
        Reply = $"UPDATE {table} SET reply = @reply WHERE id = @id";
        Forget = $"DELETE FROM {table} WHERE written_at < @at";
    }

    public string Create { get; }

    public string Probe { get; }

    public string Insert { get; }

    public string Read { get; }

    public string Move { get; }

    public string Reply { get; }

    public string Forget { get; }

    // It becomes a part of the statements: nothing in it may need quotes.
    private static bool IsName(string? table) =>
        table?.Split('.') is { Length: <= 2 } parts && Array.TrueForAll(parts, part =>
            part.Length > 0 && !char.IsAsciiDigit(part[0]) && part.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'));
}
