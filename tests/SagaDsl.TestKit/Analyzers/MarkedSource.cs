using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace SagaDsl.TestKit.Analyzers;

/// <summary>Source text in which <c>[|…|]</c> and <c>{|SAGA401:…|}</c> mark where a rule must fire.</summary>
/// <param name="Text">The text without the marks.</param>
/// <param name="Expected">Each marked place, by position.</param>
public sealed partial record MarkedSource(string Text, IReadOnlyList<MarkedSpan> Expected)
{
    /// <summary>Reads marks. They may nest.</summary>
    /// <param name="marked">The text with its marks.</param>
    /// <param name="defaultId">The id that <c>[|…|]</c> stands for; null where the text has none of these.</param>
    /// <exception cref="FormatException">A mark is not closed, never opened, or has no id.</exception>
    public static MarkedSource Parse(string marked, string? defaultId = null)
    {
        var text = new StringBuilder();
        var open = new Stack<(string Id, int Start, string Close)>();
        var spans = new List<MarkedSpan>();
        for (var i = 0; i < marked.Length;)
        {
            if (open.Count > 0 && marked.AsSpan(i).StartsWith(open.Peek().Close))
            {
                var (id, start, _) = open.Pop();
                spans.Add(new(id, TextSpan.FromBounds(start, text.Length)));
                i += 2;
            }
            else if (marked.AsSpan(i).StartsWith("[|"))
            {
                open.Push((defaultId ?? throw new FormatException("[|…|] needs a default id."), text.Length, "|]"));
                i += 2;
            }
            else if (Opening().Match(marked, i) is { Success: true } opening && opening.Index == i)
            {
                open.Push((opening.Groups[1].Value, text.Length, "|}"));
                i += opening.Length;
            }
            else
            {
                text.Append(marked[i++]);
            }
        }
        return open.Count == 0
            ? new(text.ToString(), [.. spans.OrderBy(s => s.Span.Start).ThenBy(s => s.Span.Length).ThenBy(s => s.Id, StringComparer.Ordinal)])
            : throw new FormatException($"The mark for {open.Peek().Id} is not closed.");
    }

    [GeneratedRegex(@"\G\{\|([A-Z]+[0-9]+):")]
    private static partial Regex Opening();
}

/// <summary>A place where a rule is expected to fire, or did.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Span">Where.</param>
public readonly record struct MarkedSpan(string Id, TextSpan Span);
