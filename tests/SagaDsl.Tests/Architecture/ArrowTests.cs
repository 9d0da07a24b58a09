using System.Diagnostics;
using SagaDsl.Stores;
using SagaDsl.TestKit;
using SagaDsl.Transport;

namespace SagaDsl.Tests.Architecture;

/// <summary>Who may know whom, held against what was compiled.</summary>
public sealed class ArrowTests
{
    private const string Root = "SagaDsl";

    /// <summary>
    /// The rooms, and the rooms that each may use. Each uses only rooms above it: so there is no cycle. What has no room of its own, the attributes and
    /// what a user holds, stands in namespace SagaDsl and may be used by all, but for <see cref="HostingTypes"/>.
    /// </summary>
    private static readonly (string Room, string[] Uses)[] Rooms =
    [
        ("Definition", []),
        ("Journal", []),
        ("Json", ["Definition", "Journal"]),
        ("Stores", ["Journal"]),
        ("Kernel", ["Definition", "Journal", "Stores"]),
        ("Participants", ["Json", "Kernel"]),
        ("Telemetry", ["Journal", "Kernel"]),
        ("Transport", []),
        ("Engine", ["Definition", "Journal", "Json", "Stores", "Kernel", "Telemetry", "Transport"]),
    ];

    /// <summary>What puts everything together: what the files of folder Hosting are named for.</summary>
    private static readonly IReadOnlySet<Type> HostingTypes = Directory.GetFiles(Repository.PathOf("runtime", "SagaDsl", "Hosting"), "*.cs")
        .Select(file => typeof(SagaOptions).Assembly.GetType($"{Root}.{Path.GetFileNameWithoutExtension(file)}", throwOnError: true)!).ToHashSet();

    /// <summary>Of what puts everything together, a room may know only what it is given: the options, and which sagas there are.</summary>
    private static readonly Type[] GivenByHosting = [typeof(SagaOptions), typeof(SagaRegistration)];

    private static readonly IReadOnlyList<Reference> Runtime = References.In(typeof(SagaOptions).Assembly);

    public static TheoryData<string> RoomNames => [.. Rooms.Select(room => room.Room)];

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void A_room_uses_only_what_is_above_it(string room)
    {
        var at = Array.FindIndex(Rooms, other => other.Room == room);
        var used = Runtime.Where(use => RoomOf(use.From) == room && RoomOf(use.To) is { } other && other != room).ToList();
        AssertNone(used.Where(use => !Rooms[at].Uses.Contains(RoomOf(use.To))));
        // The table says no more than is true, and has no cycle.
        Assert.Equal(Rooms[at].Uses.Order(), used.Select(use => RoomOf(use.To)!).Distinct().Order());
        Assert.Empty(Rooms[at].Uses.Except(Rooms[..at].Select(other => other.Room)));
    }

    [Fact]
    public void Each_namespace_is_a_room_of_the_table()
    {
        var rooms = Runtime.Select(use => use.From.Namespace).Where(IsOurs).Distinct().Except([Root]).Order();
        Assert.Equal(Rooms.Select(room => $"{Root}.{room.Room}").Order(), rooms);
    }

    [Fact]
    public void No_room_knows_hosting_but_what_it_gives()
    {
        Assert.True(HostingTypes.Count > 5, $"Only {HostingTypes.Count} types of hosting were found.");
        AssertNone(Runtime.Where(use => RoomOf(use.From) is not null && HostingTypes.Contains(use.To) && !GivenByHosting.Contains(use.To)));
        // And that, the engine alone.
        AssertNone(Runtime.Where(use => RoomOf(use.From) is not (null or "Engine") && HostingTypes.Contains(use.To)));
    }

    /// <summary>What is decided must not depend on when, where or how it is carried out.</summary>
    [Theory]
    [InlineData("Kernel")]
    [InlineData("Journal")]
    public void What_decides_has_no_tasks_no_threads_no_clock_and_no_chance(string room)
    {
        AssertNone(Runtime.Where(use => RoomOf(use.From) == room && (IsEffect(use.To) || (use.Member is { } member && IsClock(use.To, member)))));
    }

    [Fact]
    public void What_is_looked_for_is_found_where_it_is_used()
    {
        var seen = Runtime.Where(use => RoomOf(use.From) == "Engine").ToList();
        foreach (var type in new[] { typeof(Task), typeof(TimeProvider), typeof(Random) })
            Assert.Contains(seen, use => use.To == type);
        _ = DateTimeOffset.UtcNow;
        var here = References.In(typeof(ArrowTests).Assembly).Where(use => use.From == typeof(ArrowTests));
        Assert.Contains(here, use => use.Member is { } member && IsClock(use.To, member));
    }

    [Theory]
    [InlineData(typeof(SqliteSagaStore))]
    [InlineData(typeof(LiteDbSagaStore))]
    public void A_store_knows_journal_and_port_and_who_asks_for_it(Type store)
    {
        var uses = References.In(store.Assembly).Where(use => use.To.Assembly == typeof(SagaOptions).Assembly).ToList();
        Assert.Contains(uses, use => use.To == typeof(ISagaStore));
        AssertNone(uses.Where(use => RoomOf(use.To) is not (null or "Stores" or "Journal")));
        AssertNone(uses.Where(use => HostingTypes.Contains(use.To) && use.To != typeof(SagaBuilder)));
    }

    [Fact]
    public void The_NATS_transport_knows_the_port_and_who_asks_for_it()
    {
        var uses = References.In(typeof(NatsOptions).Assembly).Where(use => use.To.Assembly == typeof(SagaOptions).Assembly).ToList();
        Assert.Contains(uses, use => use.To == typeof(ISagaTransport));
        AssertNone(uses.Where(use => RoomOf(use.To) is not (null or "Transport")));
        AssertNone(uses.Where(use => HostingTypes.Contains(use.To) && use.To != typeof(SagaBuilder)));
    }

    private static bool IsEffect(Type type) =>
        type.Namespace is "System.Threading" or "System.Threading.Tasks" ||
        type == typeof(TimeProvider) || type == typeof(Random) || type == typeof(Stopwatch);

    private static bool IsClock(Type type, string member) =>
        type == typeof(DateTimeOffset) || type == typeof(DateTime)
            ? member is "get_UtcNow" or "get_Now" or "get_Today"
            : type == typeof(Environment)
                ? member is "get_TickCount" or "get_TickCount64"
                : type == typeof(Guid) && member is nameof(Guid.NewGuid);

    private static void AssertNone(IEnumerable<Reference> uses) => Assert.Empty(uses.Select(use => use.ToString()).Distinct());

    private static bool IsOurs(string? name) => name == Root || name?.StartsWith(Root + ".", StringComparison.Ordinal) == true;

    /// <summary>The room of a type; null: it has none of its own, or is not ours.</summary>
    private static string? RoomOf(Type type) =>
        type.Assembly == typeof(SagaOptions).Assembly && type.Namespace is { Length: > 8 } name && IsOurs(name) ? name[(Root.Length + 1)..] : null;
}
