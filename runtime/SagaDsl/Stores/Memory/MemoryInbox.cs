namespace SagaDsl.Stores;

/// <summary>The inbox of an id that was ever sent something: few are. It locks itself; nobody else can see it.</summary>
internal sealed class MemoryInbox
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private SagaMessage[] _pending = [];

    public SagaMessage[] Pending => Volatile.Read(ref _pending);

    public void Receive(SagaMessage message)
    {
        lock (_seen)
        {
            if (_seen.Add(message.Id))
                _pending = [.. _pending, message];
        }
    }

    public void Absorb(IReadOnlyList<string> ids)
    {
        lock (_seen)
            _pending = Array.FindAll(_pending, message => !ids.Contains(message.Id));
    }

    /// <summary>Drops what is kept no longer; false: something is left.</summary>
    public bool Expire(DateTimeOffset now)
    {
        lock (_seen)
        {
            _pending = Array.FindAll(_pending, message => message.KeepUntil > now);
            return _pending.Length == 0;
        }
    }
}
