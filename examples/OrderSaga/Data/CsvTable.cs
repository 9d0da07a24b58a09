using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Shop.Data;

/// <summary>Reads a CSV file with a header (RFC 4180, UTF-8) and knows, for every error, the file and the line.</summary>
public static class CsvTable
{
    private const string BadQuote =
        "a quote stands inside a value, or is never closed. A value with commas or quotes is written \"so, with \"\"quotes\"\" doubled\"";

    /// <summary>The rows of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The columns it must have, in any order, among others.</param>
    /// <exception cref="InputException">The file is missing, or a row is not as it should be.</exception>
    public static IEnumerable<CsvRow> Read(string path, IReadOnlyList<string> columns)
    {
        using var reader = Open(path);
        var broken = false;
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            BadDataFound = _ => broken = true,
            IgnoreBlankLines = false,
        });

        Dictionary<string, int>? places = null;
        var width = 0;
        for (var line = 1; parser.Read(); line = parser.RawRow + 1)
        {
            var fields = parser.Record!;
            if (fields is [] or [""])
                continue;
            if (broken || parser.RawRecord.Count(c => c == '"') % 2 != 0)
                throw new InputException($"{path}, line {line}: {BadQuote}.");
            if (parser.RawRecord.Contains('\uFFFD'))
                throw new InputException($"{path}, line {line}: not UTF-8.");
            if (places is null)
            {
                (places, width) = (Places(path, fields, columns), fields.Length);
                continue;
            }

            if (fields.Length > width)
                fields = [.. JoinedTexts(fields)];
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

    // Northwind writes addresses such as "2, rue du Commerce" without quotes: there, a comma before a space is text.
    private static List<string> JoinedTexts(string[] fields)
    {
        var joined = new List<string>(fields.Length);
        foreach (var field in fields)
        {
            if (joined.Count > 0 && field.StartsWith(' '))
                joined[^1] += "," + field;
            else
                joined.Add(field);
        }

        return joined;
    }
}
