using System.Text;

namespace SagaDsl.Stores.Sqlite;

/// <summary>A query as SQL: one statement for each set of filters, so that SQLite can choose the index.</summary>
internal readonly struct ListFilter
{
    private ListFilter(string sql) => Sql = sql;

    public string Sql { get; }

    public static ListFilter Of(InstanceQuery query)
    {
        var sql = new StringBuilder("SELECT id, saga, work, status, due, attention, records, started, updated FROM instances WHERE id > ?1");
        if (query.Saga is not null)
            sql.Append(" AND saga = ?2");
        // The constant lets the planner use the partial index of open instances.
        if (query.Work is { } work)
            sql.Append(work == WorkState.Terminal ? " AND work = ?3" : " AND work = ?3 AND work < 4");
        if (query.Status is not null)
            sql.Append(" AND status = ?4");
        if (query.Attention is { } attention)
            sql.Append(attention ? " AND attention = 1" : " AND attention = 0");
        if (query.UpdatedBefore is not null)
            sql.Append(" AND updated < ?5");
        if (query.Reduced is { } reduced)
            sql.Append(reduced ? " AND tombstone IS NOT NULL" : " AND tombstone IS NULL");
        return new(sql.Append(" ORDER BY id LIMIT ?6").ToString());
    }

    public void Bind(Statement statement, InstanceQuery query)
    {
        statement.Bind(1, query.AfterId ?? "");
        if (query.Saga is { } saga)
            statement.Bind(2, saga);
        if (query.Work is { } work)
            statement.Bind(3, (long)work);
        if (query.Status is { } status)
            statement.Bind(4, (long)status);
        if (query.UpdatedBefore is { } before)
            statement.Bind(5, before.UtcTicks);
        statement.Bind(6, Math.Max(0, query.Limit));
    }
}
