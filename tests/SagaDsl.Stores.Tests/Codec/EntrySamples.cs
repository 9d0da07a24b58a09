using System.Collections;
using System.Reflection;
using SagaDsl.Journal;
using SagaDsl.Testing.Stores;

namespace SagaDsl.Stores.Tests.Codec;

/// <summary>Every type of entry there is, found by reflection, filled once with something everywhere and once with as little as possible.</summary>
internal static class EntrySamples
{
    public static IEnumerable<Type> Types => typeof(JournalEntry).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(JournalEntry)) && !type.IsAbstract && type != typeof(UnknownEntry));

    public static JournalEntry Full(Type type) => Fill(type, full: true);

    public static JournalEntry Sparse(Type type) => Fill(type, full: false);

    private static JournalEntry Fill(Type type, bool full)
    {
        var entry = (JournalEntry)Make(type, full);
        return full && entry is IPayloadEntry carrier ? carrier.With(JournalWriter.PayloadOf("{\"a\":\"ü\"}")) : entry;
    }

    private static object Make(Type type, bool full)
    {
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        var parameters = constructor.GetParameters();
        var made = constructor.Invoke([.. parameters.Select(p => Value(p, full))]);
        // What is only an init member, as the element of a step.
        foreach (var property in full ? type.GetProperties() : [])
        {
            if (property.CanWrite && property.PropertyType != typeof(Payload)
                && !parameters.Any(p => p.Name!.Equals(property.Name, StringComparison.OrdinalIgnoreCase)))
                property.SetValue(made, Value(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, full));
        }

        return made;
    }

    private static object? Value(ParameterInfo parameter, bool full)
    {
        var nullable = new NullabilityInfoContext().Create(parameter).ReadState == NullabilityState.Nullable;
        return !full && nullable ? null : Value(Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType, full);
    }

    private static object Value(Type type, bool full)
    {
        if (type == typeof(string))
            return full ? "text \"quoted\" <ü> 🚚 \u0001\n" : "";
        if (type == typeof(int))
            return full ? int.MaxValue : 0;
        if (type == typeof(bool))
            return full;
        if (type == typeof(DateTimeOffset))
            return full ? new DateTimeOffset(2026, 3, 1, 12, 30, 15, TimeSpan.FromHours(2)).AddTicks(1234567) : default;
        if (type.IsEnum)
            return full ? Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)! : Enum.ToObject(type, 0);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var item = type.GetGenericArguments()[0];
            var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
            for (var i = 0; full && i < 3; i++)
                list.Add(Value(item, i < 2));
            return list;
        }

        return type.Assembly == typeof(JournalEntry).Assembly
            ? Make(type, full)
            : throw new InvalidOperationException(
                $"No sample of {type}: an entry has a member of a new type. Teach this class, and see that the codec writes it.");
    }
}
