using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>SAGA504: names that commands are sent to, for ever.</summary>
internal static class AddressRules
{
    public static IEnumerable<Finding> Check(SagaModel type)
    {
        if (Wrong(type.Name) is { } wrong)
            yield return RuleCatalog.BadAddress.At(Anchor.Class(KnownAttribute.Participant), type.Name ?? "", wrong);

        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var method in type.Methods)
        {
            if (method.Step is not { } handler)
                continue;
            var name = handler.Name ?? Names.OfStep(method.Name);
            var anchor = handler.Name is null ? Anchor.Of(method) : Anchor.OfStep(method, null);
            if (Wrong(name) is { } problem)
                yield return RuleCatalog.BadAddress.At(anchor, name, problem);
            else if (seen.TryGetValue(name, out var other))
                yield return RuleCatalog.BadAddress.At(anchor, name, $"is that of handler {other} already");
            else
                seen.Add(name, method.Name);
        }
    }

    private static string? Wrong(string? name) => name switch
    {
        null => "of the participant is no constant text",
        "" => "is empty",
        { Length: > 50 } => "is too long",
        _ => Names.IsAddress(name) ? null : "has characters that are not allowed",
    };
}
