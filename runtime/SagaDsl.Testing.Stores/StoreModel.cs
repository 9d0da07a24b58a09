using SagaDsl.Stores;

namespace SagaDsl.Testing.Stores;

/// <summary>What a store should hold, in the plainest form there is.</summary>
internal sealed class StoreModel
{
    private readonly Dictionary<string, Letters> _mail = [];

    public SortedDictionary<string, Instance> Instances { get; } = new(StringComparer.Ordinal);

    public sealed class Instance
    {
        public List<JournalRecord> Records { get; } = [];

        public InstanceStatus Status { get; set; }

        public Tombstone? Tombstone { get; set; }

        public bool Ended => Status.Work == WorkState.Terminal;
    }

    /// <summary>What was sent to an id, whether it is there or not.</summary>
    public sealed class Letters
    {
        public List<SagaMessage> Pending { get; } = [];

        public HashSet<string> Seen { get; } = [];
    }

    public Letters Mail(string id) => _mail.TryGetValue(id, out var letters) ? letters : _mail[id] = new();

    public AppendFate Append(AppendRequest request)
    {
        Instances.TryGetValue(request.Instance, out var instance);
        if (request.Record.Position == 0 ? instance is not null : instance is null || instance.Ended || instance.Records.Count != request.Record.Position)
            return AppendFate.Conflict;
        instance ??= Instances[request.Instance] = new();
        var mail = Mail(request.Instance);
        instance.Records.Add(request.Record);
        instance.Status = request.Status;
        mail.Pending.RemoveAll(message => instance.Ended || request.Absorbed?.Contains(message.Id) == true);
        foreach (var message in request.Outgoing ?? [])
            Send(message);
        return AppendFate.Appended;
    }

    public SendResult Send(SagaMessage message)
    {
        if (!Instances.TryGetValue(message.Instance, out var instance) ? message.KeepUntil is null : instance.Ended)
            return instance is null ? SendResult.NoInstance : SendResult.Ended;
        if (Mail(message.Instance).Seen.Add(message.Id))
            Mail(message.Instance).Pending.Add(message);
        return SendResult.Kept;
    }

    public void Expire(DateTimeOffset now)
    {
        foreach (var (id, letters) in _mail.Where(mail => !Instances.ContainsKey(mail.Key)))
        {
            foreach (var message in letters.Pending.Where(message => message.KeepUntil <= now))
                letters.Seen.Remove(message.Id);
            letters.Pending.RemoveAll(message => message.KeepUntil <= now);
        }
    }

    public void MoveDue(string id, DateTimeOffset at)
    {
        if (Instances.TryGetValue(id, out var instance) && instance.Status.DueAt is not null)
            instance.Status = instance.Status with { DueAt = at };
    }

    public void Reduce(string id, Tombstone tombstone)
    {
        if (!Instances.TryGetValue(id, out var instance) || !instance.Ended || instance.Tombstone is not null)
            return;
        instance.Tombstone = tombstone;
    }
}
