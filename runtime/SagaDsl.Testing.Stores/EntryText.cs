using System.Collections;
using SagaDsl.Journal;

namespace SagaDsl.Testing.Stores;

/// <summary>An entry as text, member by member, so that lists and payloads are compared by what is in them.</summary>
internal static class EntryText
{
    public static string Of(object? value) => Value(value);

    private static string Value(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        Payload payload => payload.ToString(),
        DateTimeOffset time => time.UtcTicks.ToString(),
        Enum or bool or int or long => value.ToString()!,
        IEnumerable list => "[" + string.Join(", ", list.Cast<object?>().Select(Value)) + "]",
        _ => value.GetType().Name + "{" +
            string.Join(", ",
                value.GetType().GetProperties().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => p.Name + "=" + Value(p.GetValue(value)))) + "}",
    };
}
