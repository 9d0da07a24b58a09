using Microsoft.CodeAnalysis;

namespace SagaDsl.TestKit.Analyzers;

/// <summary>How a source is analysed.</summary>
public sealed record AnalysisOptions
{
    /// <summary>Lines of an <c>.editorconfig</c> under <c>[*.cs]</c>.</summary>
    public string? EditorConfig { get; init; }

    /// <summary>Whether the nullable context is on. Default: true.</summary>
    public bool Nullable { get; init; } = true;

    /// <summary>More files, by name. Nothing is expected in them.</summary>
    public IReadOnlyDictionary<string, string> MoreFiles { get; init; } = new Dictionary<string, string>();

    /// <summary>Compiler errors the source may have: a rule that speaks where the compiler speaks too. Default: none.</summary>
    public IReadOnlySet<string> AllowedErrors { get; init; } = new HashSet<string>();

    internal NullableContextOptions NullableContext => Nullable ? NullableContextOptions.Enable : NullableContextOptions.Disable;
}
