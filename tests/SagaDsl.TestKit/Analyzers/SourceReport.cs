using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace SagaDsl.TestKit.Analyzers;

/// <summary>Prints source with its findings under the lines they are in.</summary>
public static class SourceReport
{
    /// <summary>
    /// The source, and under each line <c>^^^^ SAGA401: message</c> for what is there. Findings of a zero-length span get one caret.
    /// </summary>
    public static string Print(string source, IEnumerable<(MarkedSpan At, string Note)> findings)
    {
        var text = SourceText.From(source);
        var byLine = findings.ToLookup(f => text.Lines.GetLinePosition(f.At.Span.Start).Line);
        var output = new StringBuilder();
        foreach (var line in text.Lines)
        {
            output.Append(line.ToString()).Append('\n');
            foreach (var (at, note) in byLine[line.LineNumber])
            {
                var column = at.Span.Start - line.Start;
                var width = Math.Max(1, Math.Min(at.Span.End, line.End) - at.Span.Start);
                output.Append(' ', column).Append('^', width).Append(' ').Append(at.Id).Append(note.Length > 0 ? ": " : "").Append(note).Append('\n');
            }
        }
        return output.ToString();
    }
}
