using System.Reflection;
using SagaDsl.TestKit.Snapshots;

namespace SagaDsl.Tests.PublicApi;

/// <summary>What each package exports, in review: a change of the public surface is a change of a file.</summary>
public class PublicApiTests
{
    [Fact]
    public void The_runtime() => Match(typeof(SagaRuntime).Assembly);

    [Fact]
    public void The_LiteDB_store() => Match(typeof(LiteDbSagaBuilderExtensions).Assembly);

    [Fact]
    public void The_SQLite_store() => Match(typeof(SqliteSagaBuilderExtensions).Assembly);

    [Fact]
    public void The_NATS_transport() => Match(typeof(NatsSagaBuilderExtensions).Assembly);

    [Fact]
    public void No_verified_surface_is_left_over() => SnapshotFolder.HasNoOrphans(SnapshotFolder.Of(FileOf()), typeof(PublicApiTests).Assembly);

    private static void Match(Assembly assembly, [System.Runtime.CompilerServices.CallerMemberName] string method = "",
        [System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Snapshot.Match(new Dictionary<string, string> { [assembly.GetName().Name + ".cs"] = Surface.Of(assembly) }, method, file);

    private static string FileOf([System.Runtime.CompilerServices.CallerFilePath] string file = "") => file;
}
