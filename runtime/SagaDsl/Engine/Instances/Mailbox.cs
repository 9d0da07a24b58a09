namespace SagaDsl.Engine;

/// <summary>
/// What an instance was told and has not taken in yet, and whether a thread works for it: one at a time. The instance's only
/// lock. Whoever is told that it holds the mailbox must work, and then rest.
/// </summary>
internal sealed class Mailbox
{
    // Nearly always there is one message at a time.
    private InstanceMail _first;
    private Queue<InstanceMail>? _more;
    private bool _held = true; // By its maker.
    private bool _woken;       // A wake is a look, not a message: any number of them are one.
    private bool _closed;

    public enum Posted : byte
    {
        /// <summary>The instance has left memory: the message was not taken.</summary>
        Refused = 0,

        /// <summary>Whoever works for the instance takes it in.</summary>
        Taken = 1,

        /// <summary>Nobody works for the instance: whoever posted does now.</summary>
        Held = 2,
    }

    public Posted Post(in InstanceMail mail)
    {
        lock (this)
        {
            if (_closed)
                return Posted.Refused;
            if (mail.Kind == InstanceMailKind.Wake)
                _woken = true;
            else if (HasMail)
                (_more ??= new()).Enqueue(mail);
            else
                _first = mail;
            if (_held)
                return Posted.Taken;
            _held = true;
            return Posted.Held;
        }
    }

    public bool TryTake(out InstanceMail mail)
    {
        lock (this)
        {
            _woken = false;
            mail = _first;
            _first = default;
            return mail.Kind != InstanceMailKind.None || (_more is not null && _more.TryDequeue(out mail));
        }
    }

    /// <summary>
    /// Stops holding the mailbox; false: there is something to take in. The timer is set under the lock, so that a later rest is not overtaken by this one's.
    /// </summary>
    public bool TryRest(Instance timed, TimeSpan? wake, bool close)
    {
        lock (this)
        {
            if (HasMail || _woken)
                return false;
            if (wake is { } delay)
                timed.SetTimer(delay);
            (_held, _closed) = (false, close);
            return true;
        }
    }

    /// <summary>Takes nothing more. What nobody has taken in is handed back: there may be a permit among it.</summary>
    public IReadOnlyList<InstanceMail> Close()
    {
        lock (this)
        {
            (_held, _closed) = (false, true);
            if (!HasMail)
                return [];
            List<InstanceMail> left = _more is null ? [_first] : [_first, .. _more];
            (_first, _more) = (default, null);
            return left;
        }
    }

    private bool HasMail => _first.Kind != InstanceMailKind.None || _more is { Count: > 0 };
}
