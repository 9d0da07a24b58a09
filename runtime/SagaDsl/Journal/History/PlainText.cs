using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SagaDsl.Journal;

/// <summary>Entries, records and snapshots on one line, for people: logs, debuggers, test output. The user's values are not in it.</summary>
internal static class PlainText
{
    public static string Of(JournalEntry entry)
    {
        var text = new StringBuilder(HistoryJson.TypeOf(entry));
        if (HistoryJson.Members(entry) is { ValueKind: JsonValueKind.Object } members)
        {
            foreach (var member in members.EnumerateObject())
                text.Append(' ').Append(member.Name).Append('=').Append(Of(member.Value));
        }

        if (entry is IPayloadEntry { Payload.IsPresent: true } carrier)
            text.Append(CultureInfo.InvariantCulture, $" payload={carrier.Payload.Json.Length} bytes");
        return text.ToString();
    }

    public static string Of(JournalRecord record) =>
        string.Create(CultureInfo.InvariantCulture,
            $"#{record.Position} {record.Time:yyyy-MM-dd HH:mm:ss.fff}Z {record.Writer.Node}: {string.Join(", ", record.Entries.Select(Of))}");

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => $"[{string.Join(", ", value.EnumerateArray().Select(Of))}]",
        JsonValueKind.Object => $"{{{string.Join(", ", value.EnumerateObject().Select(member => $"{member.Name}={Of(member.Value)}"))}}}",
        JsonValueKind.String => OneLine(value.GetString()!),
        _ => value.GetRawText(),
    };

    private static string OneLine(string text) => text.Contains(' ') || text.Contains('\n') ? $"'{text.ReplaceLineEndings(" ")}'" : text;
}
