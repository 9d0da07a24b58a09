using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace SagaDsl.TestKit.Analyzers;

/// <summary>System.Text.Json's source generator, from the SDK's reference pack: rules about JSON contexts look at what it makes.</summary>
public static class PlatformGenerators
{
    private static readonly Lazy<ImmutableArray<ISourceGenerator>> Loaded = new(Load);

    public static ImmutableArray<ISourceGenerator> All => Loaded.Value;

    private static ImmutableArray<ISourceGenerator> Load()
    {
        // shared/Microsoft.NETCore.App/10.0.x/System.Private.CoreLib.dll → the SDK's root
        var runtime = new FileInfo(typeof(object).Assembly.Location).Directory!;
        var packs = Path.Combine(runtime.Parent!.Parent!.Parent!.FullName, "packs", "Microsoft.NETCore.App.Ref");
        var dll = Directory.Exists(packs)
            ? Directory.EnumerateFiles(packs, "System.Text.Json.SourceGeneration.dll", SearchOption.AllDirectories)
                .Where(f => f.Contains(Path.Combine("analyzers", "dotnet", "cs"), StringComparison.Ordinal)).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        if (dll is null)
            throw new FileNotFoundException(
                $"System.Text.Json's source generator is not under '{packs}'. Run the tests with an SDK that carries its reference pack.");
        return [.. Assembly.LoadFrom(dll).GetTypes().Where(t => t.IsDefined(typeof(GeneratorAttribute)) && !t.IsAbstract)
            .Select(t => ((IIncrementalGenerator)Activator.CreateInstance(t)!).AsSourceGenerator())];
    }
}
