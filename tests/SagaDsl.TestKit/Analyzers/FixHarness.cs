using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;

namespace SagaDsl.TestKit.Analyzers;

/// <summary>Applies a code fix until its rule is silent, one by one and all at once, and compares both with the expected text.</summary>
public sealed class FixHarness(RuleSet rules)
{
    /// <summary>
    /// Fixes every finding of a rule. The result equals <paramref name="expected"/>, compiles, and the rule no longer fires; fix-all in
    /// the document gives the same text.
    /// </summary>
    /// <param name="id">The rule.</param>
    /// <param name="source">What a user wrote; marks are allowed and dropped.</param>
    /// <param name="expected">What it becomes.</param>
    /// <param name="key">Which fix, by its equivalence key, where there are several. Default: the first offered.</param>
    /// <param name="options">How to analyse.</param>
    public async Task VerifyAsync(string id, string source, string expected, string? key = null, AnalysisOptions? options = null)
    {
        options ??= new();
        var text = MarkedSource.Parse(source, id).Text;
        var single = await OneByOneAsync(new FixedProject(text, options), id, key);
        Same(expected, single.Text, "The fixed text differs.");
        var result = await single.AnalyseAsync(rules);
        AnalyzerHarness.Demand(result, single.Text, options with { AllowedErrors = new HashSet<string>() });
        Assert.DoesNotContain(result.Findings, f => f.Id == id);
        Same(single.Text, (await AllAtOnceAsync(new FixedProject(text, options), id, key)).Text, "Fix-all gives another text than fixing one by one.");
    }

    /// <summary>The texts of all files after fix-all over the whole solution, by file name: for fixes that change another file.</summary>
    public async Task<IReadOnlyDictionary<string, string>> FixSolutionAsync(string id, string source, AnalysisOptions? options = null)
    {
        var project = await AllAtOnceAsync(new FixedProject(MarkedSource.Parse(source, id).Text, options ?? new()), id, null, FixAllScope.Solution);
        var files = new Dictionary<string, string>();
        foreach (var document in project.Document.Project.Documents)
            files[document.Name] = (await document.GetTextAsync()).ToString();
        return files;
    }

    /// <summary>The titles of what is offered for the first finding of a rule.</summary>
    public async Task<IReadOnlyList<string>> OfferedAsync(string id, string source, AnalysisOptions? options = null)
    {
        var project = new FixedProject(MarkedSource.Parse(source, id).Text, options ?? new());
        var finding = (await project.FindingsAsync(rules, id)).First();
        return [.. (await ActionsAsync(project, finding)).Select(a => a.Action.Title)];
    }

    /// <summary>Applies each fix that is offered for each finding in a source that need not compile. Throws what a fix throws.</summary>
    /// <returns>How many were applied.</returns>
    public async Task<int> ApplyWhileTypingAsync(string source, AnalysisOptions? options = null)
    {
        var project = new FixedProject(source, options ?? new());
        var applied = 0;
        foreach (var finding in (await project.AnalyseAsync(rules)).Findings.Where(f => f.Location.SourceTree?.FilePath == project.Document.FilePath))
        {
            foreach (var (_, action) in await ActionsAsync(project, finding))
            {
                await project.ApplyAsync(action);
                applied++;
            }
        }
        return applied;
    }

    private async Task<FixedProject> OneByOneAsync(FixedProject project, string id, string? key)
    {
        for (var round = 0; round < 20; round++)
        {
            var findings = await project.FindingsAsync(rules, id);
            if (findings.Count == 0)
                return project;
            var action = await ActionAsync(project, findings[0], key);
            project = await project.ApplyAsync(action.Action);
        }
        throw new InvalidOperationException($"{id} is still reported after 20 fixes:\n{project.Text}");
    }

    private async Task<FixedProject> AllAtOnceAsync(FixedProject project, string id, string? key, FixAllScope scope = FixAllScope.Document)
    {
        var findings = await project.FindingsAsync(rules, id);
        var (provider, action) = await ActionAsync(project, findings[0], key);
        var all = provider.GetFixAllProvider() ?? throw new InvalidOperationException($"The fix for {id} has no fix-all.");
        var context = new FixAllContext(project.Document, provider, scope, action.EquivalenceKey, [id], new Findings(findings), CancellationToken.None);
        return await project.ApplyAsync(await all.GetFixAsync(context) ?? throw new InvalidOperationException($"Fix-all for {id} offers nothing."));
    }

    private async Task<(CodeFixProvider Provider, CodeAction Action)> ActionAsync(FixedProject project, Diagnostic finding, string? key)
    {
        var actions = await ActionsAsync(project, finding);
        var chosen = actions.FirstOrDefault(a => key is null || a.Action.EquivalenceKey == key);
        return chosen.Action is not null ? chosen : throw new InvalidOperationException(
            $"No fix{(key is null ? "" : $" '{key}'")} is offered for: {finding}\nOffered: " +
                $"{string.Join(", ", actions.Select(a => a.Action.EquivalenceKey))}\n{project.Text}");
    }

    private async Task<List<(CodeFixProvider Provider, CodeAction Action)>> ActionsAsync(FixedProject project, Diagnostic finding)
    {
        var actions = new List<(CodeFixProvider, CodeAction)>();
        foreach (var provider in rules.Fixes.Where(f => f.FixableDiagnosticIds.Contains(finding.Id)))
            await provider.RegisterCodeFixesAsync(new CodeFixContext(project.Document, finding, (action, _) => actions.Add((provider, action)),
                CancellationToken.None));
        return actions;
    }

    private static void Same(string expected, string actual, string what)
    {
        var (wanted, got) = (expected.ReplaceLineEndings("\n").Trim(), actual.ReplaceLineEndings("\n").Trim());
        if (wanted == got)
            return;
        var lines = new InlineDiffBuilder(new DiffPlex.Differ()).BuildDiffModel(wanted, got, ignoreWhitespace: false).Lines
            .Select(l => l.Type switch { ChangeType.Inserted => "+ ", ChangeType.Deleted => "- ", _ => "  " } + l.Text);
        Assert.Fail(what + " (- expected, + actual)\n" + string.Join("\n", lines));
    }

    private sealed class Findings(IReadOnlyList<Diagnostic> findings) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(findings.AsEnumerable());

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(findings.Where(f => f.Location.SourceTree?.FilePath == document.FilePath));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
