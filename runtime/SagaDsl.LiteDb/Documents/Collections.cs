using LiteDB;

namespace SagaDsl.Stores.LiteDb;

/// <summary>The collections of a store, with their indexes, and the refusal of files that are not ours or newer than we are.</summary>
internal sealed class Collections(LiteDatabase database)
{
    public const int Version = 1;

    public ILiteCollection<BsonDocument> Instances { get; } = database.GetCollection("instances");

    public ILiteCollection<BsonDocument> Journal { get; } = database.GetCollection("journal");

    public ILiteCollection<BsonDocument> Inbox { get; } = database.GetCollection("inbox", BsonAutoId.Int64);

    public ILiteCollection<BsonDocument> Tombstones { get; } = database.GetCollection("tombstones");

    /// <exception cref="StoreVersionException">The file is newer, or not a store.</exception>
    public void CreateOrVerify(string path)
    {
        var version = database.UserVersion;
        if (version > Version)
            throw new StoreVersionException(
                $"'{path}' was written by a newer version of SagaDsl.LiteDb (schema {version}; this one understands up to {Version}). " +
                "Update SagaDsl.LiteDb, or open another file.");
        if (version == 0 && database.GetCollectionNames().Any())
            throw new StoreVersionException($"'{path}' is a LiteDB database of another application, not a saga store. Name another file.");

        // First: were the process to end in the middle, the next one knows whose the file is.
        database.UserVersion = Version;
        Instances.EnsureIndex(Fields.Key, "$." + Fields.Key, unique: true);
        Instances.EnsureIndex(Fields.Work, "$." + Fields.Work);
        Instances.EnsureIndex(Fields.Due, "$." + Fields.Due);
        Inbox.EnsureIndex(Fields.Instance, "$." + Fields.Instance);
        Inbox.EnsureIndex(Fields.Pending, "$." + Fields.Pending);
        Inbox.EnsureIndex(Fields.Until, "$." + Fields.Until);
    }
}
