using System.Text;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace SagaDsl.TestKit.Snapshots;

/// <summary>Shows how two texts differ, as a person reads it: changed lines with three around them.</summary>
public static class UnifiedDiff
{
    private const int Around = 3;

    /// <summary>The difference; empty where there is none.</summary>
    /// <param name="before">The expected text.</param>
    /// <param name="after">The actual text.</param>
    public static string Of(string before, string after)
    {
        var lines = new InlineDiffBuilder(new Differ()).BuildDiffModel(before, after).Lines;
        var text = new StringBuilder();
        var shown = -1;
        for (var i = 0; i < lines.Count; i++)
        {
            if (!IsNear(lines, i))
                continue;
            if (shown != i - 1)
                text.Append("@@ line ").Append(i + 1).Append(" @@\n");
            shown = i;
            text.Append(lines[i].Type switch { ChangeType.Inserted => '+', ChangeType.Deleted => '-', _ => ' ' }).Append(lines[i].Text).Append('\n');
        }

        return text.ToString();
    }

    private static bool IsNear(List<DiffPiece> lines, int at)
    {
        for (var i = Math.Max(0, at - Around); i <= Math.Min(lines.Count - 1, at + Around); i++)
        {
            if (lines[i].Type != ChangeType.Unchanged)
                return true;
        }

        return false;
    }
}
