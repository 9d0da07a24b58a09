namespace SagaDsl.Stores;

/// <summary>Instances by due time. Only instances that wait for a time are in it.</summary>
internal sealed class DueIndex
{
    private readonly SortedSet<(long Ticks, string Id)> _set = new(Comparer<(long Ticks, string Id)>.Create(static (a, b) =>
        a.Ticks != b.Ticks ? a.Ticks.CompareTo(b.Ticks) : string.CompareOrdinal(a.Id, b.Id)));

    public void Move(string id, DateTimeOffset? from, DateTimeOffset? to)
    {
        lock (_set)
        {
            if (from is { } before)
                _set.Remove((before.UtcTicks, id));
            if (to is { } after)
                _set.Add((after.UtcTicks, id));
        }
    }

    public DueWork Take(DateTimeOffset now, int limit)
    {
        lock (_set)
        {
            var due = new List<string>();
            foreach (var (ticks, id) in _set)
            {
                if (ticks > now.UtcTicks)
                    return new(due, new DateTimeOffset(ticks, TimeSpan.Zero));
                if (due.Count == limit)
                    break;
                due.Add(id);
            }

            // Stopped at the limit: what is next after now lies behind those that were left out.
            foreach (var (ticks, _) in _set.GetViewBetween((Math.Min(now.UtcTicks, long.MaxValue - 1) + 1, ""), (long.MaxValue, "")))
                return new(due, new DateTimeOffset(ticks, TimeSpan.Zero));
            return new(due, null);
        }
    }
}
