using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Generator.Model;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SagaDsl.CodeFixes;

/// <summary>SAGA102: declares the input, which is what steps take and none returns, and the result, which is the last step's.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class MarkerFix() : SagaCodeFix("SAGA102")
{
    public override IEnumerable<Fix> Fixes(FixContext context)
    {
        if (SagaType.Around(context) is not { } saga)
            yield break;
        var marker = Marker(saga.Model);
        yield return new($"Implement {marker.Display}", "Marker", ct => context.ReplaceAsync(saga.Syntax, WithBase(saga.Syntax, marker.Code), ct));
    }

    private static (string Display, string Code) Marker(SagaModel saga)
    {
        var steps = saga.Methods.Where(m => m.Step is not null).ToList();
        var results = new HashSet<string>(steps.Select(s => s.Result?.Identity).OfType<string>(), StringComparer.Ordinal);
        var taken = steps.SelectMany(s => s.Parameters).Where(p => p.Kind == ParameterKind.Value && p.From is null).ToList();
        var input = (taken.Find(p => p.FromInput) ?? taken.Find(p => !results.Contains(p.Type.Identity) && !p.Type.Is(TypeTraits.Plain)))?.Type;
        var result = steps.LastOrDefault()?.Result;
        return (input, result) switch
        {
            (null, _) => ("ISaga", "global::SagaDsl.ISaga"),
            (_, null) => ($"ISaga<{input.Display}>", $"global::SagaDsl.ISaga<{input.Code}>"),
            _ => ($"ISaga<{input.Display}, {result.Display}>", $"global::SagaDsl.ISaga<{input.Code}, {result.Code}>"),
        };
    }

    private static TypeDeclarationSyntax WithBase(TypeDeclarationSyntax type, string marker)
    {
        var added = SimpleBaseType(Names.Shorten(ParseTypeName(marker)));
        if (type.BaseList is { } list)
        {
            var last = list.Types.Last();
            var nodes = list.Types.Replace(last, last.WithoutTrailingTrivia()).GetWithSeparators()
                .AddRange([Token(SyntaxKind.CommaToken).WithTrailingTrivia(Space), added.WithTrailingTrivia(last.GetTrailingTrivia())]);
            return type.WithBaseList(list.WithTypes(SeparatedList<BaseTypeSyntax>(nodes)));
        }
        // The new list takes over the line end of what stands before it.
        var before = type.ParameterList?.GetLastToken() ?? type.TypeParameterList?.GetLastToken() ?? type.Identifier;
        var colon = Token(SyntaxKind.ColonToken).WithLeadingTrivia(Space).WithTrailingTrivia(Space);
        var bases = BaseList(colon, SingletonSeparatedList<BaseTypeSyntax>(added.WithTrailingTrivia(before.TrailingTrivia)));
        return type.ReplaceToken(before, before.WithTrailingTrivia()).WithBaseList(bases);
    }
}
