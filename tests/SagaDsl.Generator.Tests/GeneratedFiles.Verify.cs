using System.Runtime.CompilerServices;
using DiffEngine;
using SagaDsl.TestKit.Generators;
using SagaDsl.TestKit.Snapshots;
using VerifyTests;
using VerifyXunit;

namespace SagaDsl.Generator.Tests;

/// <summary>Compares what was generated with the verified files: by Verify.SourceGenerators, with <c>-p:OfficialPackages=true</c>.</summary>
internal static class GeneratedFiles
{
    [ModuleInitializer]
    internal static void Initialize()
    {
        DiffRunner.Disabled = true;
        VerifySourceGenerators.Initialize();
    }

    public static async Task Match(GeneratorRun run, [CallerFilePath] string file = "")
    {
        var settings = new VerifySettings();
        settings.UseDirectory("_snapshots");
        if (Accepting.IsOn)
            settings.AutoVerify();
        await Verifier.Verify(run.Driver, settings, file);
    }
}
