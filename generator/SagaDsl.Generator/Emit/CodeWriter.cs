using System.Text;

namespace SagaDsl.Generator.Emit;

/// <summary>Writes indented code.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes lines at the current depth; an empty text is an empty line.</summary>
    public CodeWriter Line(string text = "")
    {
        foreach (var line in text.Split('\n'))
        {
            if (line.Length > 0)
                _text.Append(' ', _depth * 4).Append(line);
            _text.Append('\n');
        }

        return this;
    }

    /// <summary>Writes a line and a brace, the body one deeper, and the closing brace.</summary>
    public CodeWriter Block(string head, Action body, string end = "}")
    {
        Line(head).Line("{");
        _depth++;
        body();
        _depth--;
        return Line(end);
    }

    /// <summary>Writes a line, and the body one deeper.</summary>
    public CodeWriter Indented(string head, Action body)
    {
        Line(head);
        _depth++;
        body();
        _depth--;
        return this;
    }

    /// <summary>Writes the documentation of the member that follows.</summary>
    public CodeWriter Doc(string summary) => Line($"/// <summary>{summary}</summary>");

    public override string ToString() => _text.ToString();
}
