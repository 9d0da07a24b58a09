using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.Text;

namespace SagaDsl.TestKit.Analyzers;

/// <summary>A project in a workspace, which code fixes change.</summary>
internal sealed class FixedProject
{
    private readonly AnalysisOptions _options;

    public FixedProject(string source, AnalysisOptions options)
    {
        _options = options;
        var workspace = new AdhocWorkspace();
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Tested", "Tested", LanguageNames.CSharp,
            compilationOptions: Analysis.CompilationOptions(options), parseOptions: Analysis.ParseOptions, metadataReferences: References.All));
        var solution = project.Solution;
        foreach (var (path, text) in Analysis.Files(source, options))
            solution = solution.AddDocument(DocumentId.CreateNewId(project.Id), Path.GetFileName(path), SourceText.From(text), filePath: path);
        Document = solution.GetProject(project.Id)!.Documents.First(d => d.Name == "Test.cs");
        Text = source;
    }

    private FixedProject(Document document, string text, AnalysisOptions options) => (Document, Text, _options) = (document, text, options);

    public Document Document { get; }

    public string Text { get; }

    public async Task<AnalysisResult> AnalyseAsync(RuleSet rules) => await Analysis.RunAsync((await Document.Project.GetCompilationAsync())!, rules);

    public async Task<IReadOnlyList<Diagnostic>> FindingsAsync(RuleSet rules, string id)
    {
        var result = await AnalyseAsync(rules);
        AnalyzerHarness.Demand(result, Text, _options with { AllowedErrors = new HashSet<string>(result.Errors.Select(e => e.Id)) });
        return [.. result.Findings.Where(f => f.Id == id && f.Location.SourceTree?.FilePath == Document.FilePath).OrderBy(f => f.Location.SourceSpan.Start)];
    }

    public async Task<FixedProject> ApplyAsync(CodeAction action)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        var solution = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        var document = solution.GetDocument(Document.Id)!;
        return new(document, (await document.GetTextAsync()).ToString(), _options);
    }
}
