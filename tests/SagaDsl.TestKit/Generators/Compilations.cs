using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SagaDsl.TestKit.Generators;

/// <summary>Compiles source as a consumer of SagaDsl would.</summary>
public static class Compilations
{
    private static readonly Lazy<IReadOnlyList<MetadataReference>> Platform = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
                    || name is "netstandard.dll" or "mscorlib.dll" or "Microsoft.CSharp.dll" or "Microsoft.Win32.Primitives.dll"))
            .Append(typeof(SagaBuilder).Assembly.Location)
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))]);

    /// <summary>The language version consumers on .NET 8 have; generated code must do with it. Documentation is checked.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp12, DocumentationMode.Diagnose);

    /// <summary>The runtime and the platform.</summary>
    public static IReadOnlyList<MetadataReference> References => Platform.Value;

    /// <summary>A compilation of some files.</summary>
    /// <param name="sources">The files' texts.</param>
    public static CSharpCompilation Create(params string[] sources) => Create("Shop", sources);

    /// <summary>A compilation of some files.</summary>
    /// <param name="assembly">The assembly's name.</param>
    /// <param name="sources">The files' texts.</param>
    public static CSharpCompilation Create(string assembly, IReadOnlyList<string> sources) => CSharpCompilation.Create(
        assembly,
        sources.Select((text, i) => Parse(text, $"File{i}.cs")).Prepend(Parse(Usings, "Usings.cs")),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));

    /// <summary>A file.</summary>
    public static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, ParseOptions, path);

    private const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using SagaDsl;
        """;
}
