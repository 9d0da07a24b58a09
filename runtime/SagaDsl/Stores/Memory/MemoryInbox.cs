namespace SagaDsl.Stores;

/// <summary>The inbox of an instance that was ever sent something: few are.</summary>
internal sealed class MemoryInbox
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public InboxMessage[] Pending { get; private set; } = [];

    public bool Receive(InboxMessage message)
    {
        if (!_seen.Add(message.Id))
            return false;
        Pending = [.. Pending, message];
        return true;
    }

    public void Absorb(IReadOnlyList<string> ids) => Pending = Array.FindAll(Pending, message => !ids.Contains(message.Id));
}
