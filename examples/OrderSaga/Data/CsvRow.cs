using System.Globalization;

namespace Shop.Data;

/// <summary>One row, whose values are read by the names of their columns. NULL and nothing are the same.</summary>
public sealed class CsvRow
{
    private readonly string _path;
    private readonly IReadOnlyDictionary<string, int> _places;
    private readonly string[] _fields;

    internal CsvRow(string path, int line, IReadOnlyDictionary<string, int> places, string[] fields) =>
        (_path, Line, _places, _fields) = (path, line, places, fields);

    /// <summary>The line of the file on which the row begins, from 1.</summary>
    public int Line { get; }

    /// <summary>A text, or null where it says NULL or nothing.</summary>
    public string? TextOrNull(string column)
    {
        var text = _fields[_places[column]].Trim();
        return text is "" or "NULL" ? null : text;
    }

    /// <summary>A text that must be there.</summary>
    public string Text(string column) => TextOrNull(column) ?? throw Wrong(column, "is empty");

    /// <summary>A whole number in a range.</summary>
    public int Whole(string column, int min, int max = int.MaxValue) =>
        int.TryParse(Text(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw Wrong(column, $"is '{Text(column)}', not {Range("a whole number", min, max == int.MaxValue ? null : max)}");

    /// <summary>A decimal number in a range, with a point before its decimals.</summary>
    public decimal Number(string column, decimal min, decimal max = decimal.MaxValue) =>
        decimal.TryParse(Text(column), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max
            ? value
            : throw Wrong(column, $"is '{Text(column)}', not {Range("a number", min, max == decimal.MaxValue ? null : max)}");

    /// <summary>What is wrong with a value of this row.</summary>
    public InputException Wrong(string column, string what) => new($"{_path}, line {Line}: {column} {what}.");

    private static string Range(string kind, decimal min, decimal? max) =>
        FormattableString.Invariant(max is null ? (FormattableString)$"{kind} of at least {min}" : $"{kind} from {min} to {max}");
}
