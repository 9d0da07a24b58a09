using Microsoft.CodeAnalysis;

namespace SagaDsl.Generator.Reading;

/// <summary>One semantic model for each file while a saga is read: a fresh one for each question would bind the file's head again.</summary>
internal sealed class SemanticModels(Compilation compilation)
{
    private SemanticModel? _last;

    public SemanticModel Of(SyntaxTree tree) => _last?.SyntaxTree == tree ? _last : _last = compilation.GetSemanticModel(tree);
}
