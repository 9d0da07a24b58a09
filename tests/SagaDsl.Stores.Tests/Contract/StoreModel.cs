using SagaDsl.Journal;

namespace SagaDsl.Stores.Tests;

/// <summary>What a store should hold, in the plainest form there is.</summary>
internal sealed class StoreModel
{
    public SortedDictionary<string, Instance> Instances { get; } = new(StringComparer.Ordinal);

    public sealed class Instance
    {
        public List<JournalRecord> Records { get; } = [];

        public InstanceStatus Status { get; set; }

        public List<string> Inbox { get; } = [];

        public HashSet<string> Seen { get; } = [];

        public Tombstone? Tombstone { get; set; }

        public bool Ended => Status.Work == WorkState.Terminal;
    }

    public AppendOutcome Append(AppendRequest request)
    {
        Instances.TryGetValue(request.Instance, out var instance);
        if (request.Record.Position == 0 ? instance is not null : instance is null || instance.Ended || instance.Records.Count != request.Record.Position)
            return AppendOutcome.Conflict;
        instance ??= Instances[request.Instance] = new();
        instance.Records.Add(request.Record);
        instance.Status = request.Status;
        instance.Inbox.RemoveAll(id => request.Absorbed?.Contains(id) == true);
        return AppendOutcome.Appended;
    }

    public bool Send(string id, string to)
    {
        if (Instances[to].Ended)
            return false;
        if (Instances[to].Seen.Add(id))
            Instances[to].Inbox.Add(id);
        return true;
    }

    public void MoveDue(string id, DateTimeOffset at)
    {
        if (Instances.TryGetValue(id, out var instance) && instance.Status.Work == WorkState.Due)
            instance.Status = instance.Status with { DueAt = at };
    }

    public void Reduce(string id, Tombstone tombstone)
    {
        if (!Instances.TryGetValue(id, out var instance) || !instance.Ended || instance.Tombstone is not null)
            return;
        instance.Tombstone = tombstone;
        instance.Inbox.Clear();
    }
}
