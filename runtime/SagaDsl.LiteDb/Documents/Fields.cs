using LiteDB;

namespace SagaDsl.Stores.LiteDb;

/// <summary>The names of fields, and how values stand in them.</summary>
internal static class Fields
{
    public const string
        Id = "_id", Key = "key", Saga = "saga", Records = "records", Work = "work", Status = "status", Due = "due",
        Attention = "attention", Started = "started", Updated = "updated", Reduced = "reduced",
        Hash = "hash", Head = "head", Payloads = "payloads",
        Instance = "instance", Message = "message", Pending = "pending", Until = "until", Body = "body",
        Tombstone = "tombstone";

    /// <summary>A journal document's id: the instance's key and the position in one integer.</summary>
    private const int PositionBits = 24;

    public const int MaxPosition = (1 << PositionBits) - 1;

    public static long Place(long key, int position) => (key << PositionBits) | (uint)position;

    public static int Position(long place) => (int)(place & MaxPosition);

    public static void Write(BsonDocument instance, InstanceStatus status)
    {
        instance[Work] = (int)status.Work;
        instance[Status] = (int)status.Saga;
        // Only who is due is found by its time.
        instance[Due] = status.DueAt is { } due ? new BsonValue(due.UtcTicks) : BsonValue.Null;
        instance[Attention] = status.Attention;
    }

    public static InstanceStatus Read(BsonDocument instance) => new(
        (WorkState)instance[Work].AsInt32, (SagaStatus)instance[Status].AsInt32, instance[Due].IsNull ? null : Time(instance[Due]),
        instance[Attention].AsBoolean);

    public static bool IsEnded(BsonDocument instance) => instance[Work].AsInt32 == (int)WorkState.Terminal;

    public static DateTimeOffset Time(BsonValue ticks) => new(ticks.AsInt64, TimeSpan.Zero);
}
