using Microsoft.CodeAnalysis.CSharp;

namespace SagaDsl.Generator.Model;

/// <summary>Identifiers and texts as C# code.</summary>
internal static class Names
{
    /// <summary>An identifier, with <c>@</c> where it is a word of the language.</summary>
    public static string Escape(string identifier) =>
        SyntaxFacts.GetKeywordKind(identifier) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(identifier) != SyntaxKind.None
            ? "@" + identifier
            : identifier;

    public static bool IsIdentifier(string text) => SyntaxFacts.IsValidIdentifier(text);

    /// <summary>A text as a string literal.</summary>
    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>A name for ever: letters, digits, '-', '_' and '.', at most 100 characters.</summary>
    public static bool IsLasting(string name)
    {
        if (name.Length is 0 or > 100)
            return false;
        foreach (var c in name)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('-' or '_' or '.'))
                return false;
        }

        return true;
    }

    /// <summary>A participant's name or a handler's, which is part of addresses: letters, digits, '-' and '_', at most 50 characters.</summary>
    public static bool IsAddress(string name) => name.Length <= 50 && IsLasting(name) && name.IndexOf('.') < 0;

    /// <summary>A step's name where none is given: the method's without a trailing <c>Async</c>.</summary>
    public static string OfStep(string method) =>
        method.Length > 5 && method.EndsWith("Async", StringComparison.Ordinal) ? method.Substring(0, method.Length - 5) : method;
}
