namespace SagaDsl.Stores.Sqlite;

/// <summary>Key and status of an instance, as the writer knows them.</summary>
internal readonly record struct ActiveInstance(long Key, InstanceStatus Status);

/// <summary>Saves a look-up for instances that were written lately. Bounded: what is not in it is read.</summary>
internal sealed class ActiveInstances
{
    private const int Most = 16 * 1024;
    private readonly Dictionary<string, ActiveInstance> _known = new(StringComparer.Ordinal);

    public bool TryGet(string instance, out ActiveInstance known) => _known.TryGetValue(instance, out known);

    public void Set(string instance, ActiveInstance known)
    {
        if (_known.Count >= Most)
            _known.Clear();
        _known[instance] = known;
    }

    public void Remove(string instance) => _known.Remove(instance);

    public void Clear() => _known.Clear();
}
