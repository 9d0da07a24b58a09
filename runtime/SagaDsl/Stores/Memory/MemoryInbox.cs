namespace SagaDsl.Stores;

/// <summary>The inbox of an id that was ever sent something: few are. It locks itself; nobody else can see it.</summary>
internal sealed class MemoryInbox
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private SagaMessage[] _pending = [];
    private bool _gone;

    public SagaMessage[] Pending => Volatile.Read(ref _pending);

    /// <returns>Whether the message is in it, or was; false: nobody will look into this inbox any more.</returns>
    public bool TryReceive(SagaMessage message)
    {
        lock (_seen)
        {
            if (!_gone && _seen.Add(message.Id))
                _pending = [.. _pending, message];
            return !_gone;
        }
    }

    public void Absorb(IReadOnlyList<string> ids)
    {
        lock (_seen)
            _pending = Array.FindAll(_pending, message => !ids.Contains(message.Id));
    }

    /// <summary>Drops what is kept no longer, and forgets that it was there.</summary>
    /// <returns>Whether nothing is left: then it takes nothing more.</returns>
    public bool Expire(DateTimeOffset now)
    {
        lock (_seen)
        {
            foreach (var message in _pending)
            {
                if (!(message.KeepUntil > now))
                    _seen.Remove(message.Id);
            }

            _pending = Array.FindAll(_pending, message => message.KeepUntil > now);
            return _gone = _pending.Length == 0;
        }
    }
}
