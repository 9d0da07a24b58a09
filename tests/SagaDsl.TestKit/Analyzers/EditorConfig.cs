using Microsoft.CodeAnalysis;

namespace SagaDsl.TestKit.Analyzers;

/// <summary>Severities as an <c>.editorconfig</c> sets them, for a compilation made in memory.</summary>
internal sealed class EditorConfig : SyntaxTreeOptionsProvider
{
    private readonly AnalyzerConfigSet _set;

    private EditorConfig(AnalyzerConfigSet set) => _set = set;

    public static EditorConfig Parse(string text) =>
        new(AnalyzerConfigSet.Create<List<AnalyzerConfig>>([AnalyzerConfig.Parse("root = true\n[*.cs]\n" + text, "/.editorconfig")]));

    public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

    public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
        _set.GetOptionsForSourcePath(tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

    public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
    {
        severity = default;
        return false;
    }
}
