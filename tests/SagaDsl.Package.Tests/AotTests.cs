using System.Runtime.InteropServices;
using SagaDsl.TestKit.Servers;

namespace SagaDsl.Package.Tests;

/// <summary>The smoke test is published ahead of time, where every IL warning is an error, and run.</summary>
public sealed class AotTests
{
    [NativeToolsFact]
    public async Task ASagaOnSqliteRunsCompensatesAndResumesAsNativeCode()
    {
        var root = Directory.CreateTempSubdirectory("sagadsl-aot-");
        try
        {
            var linker = NativeToolsFactAttribute.HasClang ? "" : " -p:CppCompilerAndLinker=gcc";
            var publish =
                $"publish tests/SagaDsl.AotSmoke -c Release -r {RuntimeInformation.RuntimeIdentifier} -p:Native=true{linker} --artifacts-path " +
                $"\"{root.FullName}/build\" -o \"{root.FullName}/app\"";
            (await Dotnet.RunAsync(BuildFacts.Repository, publish)).MustSucceed();

            // Over NATS too, where there is a server.
            await using var nats = NatsServer.Missing is null ? await NatsServer.StartAsync() : null;
            var arguments = nats is null ? "sagas.db" : $"sagas.db {nats.Url}";
            var said = (await Dotnet.RunProgramAsync(Path.Combine(root.FullName, "app", "SagaDsl.AotSmoke"), root.FullName, arguments)).MustSucceed();
            Assert.Equal(
                """
                compiled ahead of time: True
                order-1: Completed
                order-2: Compensated
                order-3: stopped while it ran, went on, Completed
                order-4: delivered by a participant, for smoke/delivery/order-4/Book
                order-5: nobody ships to the moon

                """,
                said);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }
}

/// <summary>A test that needs what NativeAOT links with; skipped, with the reason, where that is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NativeToolsFactAttribute : FactAttribute
{
    public NativeToolsFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "The NativeAOT test links with clang or gcc on Linux.";
        else if (!HasClang && !OnPath("gcc"))
            Skip = "Neither clang nor gcc is on the PATH: nothing to link NativeAOT code with.";
    }

    public static bool HasClang => OnPath("clang");

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
