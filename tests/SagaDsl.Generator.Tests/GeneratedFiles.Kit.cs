using System.Runtime.CompilerServices;
using SagaDsl.TestKit.Generators;
using SagaDsl.TestKit.Snapshots;

namespace SagaDsl.Generator.Tests;

/// <summary>Compares what was generated with the verified files: by the kit, which keeps the file conventions of Verify.SourceGenerators.</summary>
internal static class GeneratedFiles
{
    public static Task Match(GeneratorRun run, [CallerMemberName] string method = "", [CallerFilePath] string file = "")
    {
        Snapshot.Match(run.Files, method, file);
        return Task.CompletedTask;
    }
}
