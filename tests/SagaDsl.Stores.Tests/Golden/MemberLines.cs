using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using SagaDsl.Journal;

namespace SagaDsl.Stores.Tests.Golden;

/// <summary>A value as lines, one a member: <c>Entries[0].Step = "A"</c>.</summary>
internal static class MemberLines
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<string> Of(object value) => [.. Lines(value, value.GetType().Name)];

    private static IEnumerable<string> Lines(object? value, string path)
    {
        switch (value)
        {
            case null:
                return [path + " = null"];
            case string text:
                return [$"{path} = {JsonSerializer.Serialize(text, Readable)}"];
            case DateTimeOffset time:
                return [$"{path} = {time.UtcDateTime:O}"];
            case Payload or RecordHash or Enum or bool or int or long:
                return [$"{path} = {value}"];
            case IEnumerable list:
                var items = list.Cast<object?>().ToList();
                return [$"{path}.Count = {items.Count}", .. items.SelectMany((item, i) => Lines(item, $"{path}[{i}]"))];
            default:
                var type = value.GetType();
                return
                [
                    $"{path} is {type.Name}",
                    .. type.GetProperties().OrderBy(p => p.Name, StringComparer.Ordinal).SelectMany(p => Lines(p.GetValue(value), $"{path}.{p.Name}")),
                ];
        }
    }
}
