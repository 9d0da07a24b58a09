using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Shop.Data;

/// <summary>Reads a CSV file with a header (RFC 4180, UTF-8) and knows, for every error, the file and the line.</summary>
public static class CsvTable
{
    /// <summary>The rows of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The columns it must have, in any order, among others.</param>
    /// <param name="freeText">
    /// The column of free text that may hold commas without quotes, as the addresses of Northwind do: what a row has
    /// too many of belongs to it. Null: none.
    /// </param>
    /// <exception cref="InputException">The file is missing, or a row is not as it should be.</exception>
    public static IEnumerable<CsvRow> Read(string path, IReadOnlyList<string> columns, string? freeText = null)
    {
        using var reader = Open(path);
        string? broken = null;
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            BadDataFound = bad => broken = "a quote stands inside a value, or is never closed. A value with quotes or commas reads \"so, with \"\"quotes\"\" doubled\"",
        });

        Dictionary<string, int>? places = null;
        var width = 0;
        while (parser.Read())
        {
            var fields = parser.Record!;
            var line = parser.RawRow - parser.RawRecord.TrimEnd('\r', '\n').Count(c => c == '\n');
            if (broken is not null)
                throw new InputException($"{path}, line {line}: {broken}.");
            if (parser.RawRecord.Contains('\uFFFD'))
                throw new InputException($"{path}, line {line}: not UTF-8.");
            if (places is null)
            {
                (places, width) = (Places(path, fields, columns), fields.Length);
                continue;
            }

            var surplus = fields.Length - width;
            if (surplus > 0 && freeText is not null)
                fields = Joined(fields, places[freeText], surplus);
            if (fields.Length != width)
                throw new InputException($"{path}, line {line}: {fields.Length} values, but the header names {width} columns.");
            yield return new CsvRow(path, line, places, fields);
        }

        if (places is null)
            throw new InputException($"{path}, line 1: the header is missing. Expected the columns {string.Join(", ", columns)}.");
    }

    private static StreamReader Open(string path)
    {
        try
        {
            return new StreamReader(path, Encoding.UTF8);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path}: there is no such file.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {e.Message}");
        }
    }

    private static Dictionary<string, int> Places(string path, string[] header, IReadOnlyList<string> columns)
    {
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < header.Length; i++)
        {
            if (!places.TryAdd(header[i].Trim(), i))
                throw new InputException($"{path}, line 1: the column {header[i].Trim()} is there twice.");
        }

        var missing = columns.Where(column => !places.ContainsKey(column)).ToList();
        return missing.Count == 0
            ? places
            : throw new InputException($"{path}, line 1: no column {string.Join(", ", missing)}.");
    }

    private static string[] Joined(string[] fields, int at, int surplus) =>
        [.. fields[..at], string.Join(',', fields[at..(at + surplus + 1)]), .. fields[(at + surplus + 1)..]];
}
