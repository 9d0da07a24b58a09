using System.Collections.Immutable;
using System.Globalization;
using SagaDsl.Generator.Rules;

namespace SagaDsl.Analyzers;

/// <summary>What a diagnostic hands to its fixes: the arguments of its message, which name steps and types.</summary>
internal static class FindingProperties
{
    public static ImmutableDictionary<string, string?> Of(Finding finding)
    {
        var properties = ImmutableDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        for (var i = 0; i < finding.Arguments.Count; i++)
            properties.Add(i.ToString(CultureInfo.InvariantCulture), finding.Arguments[i]);
        return properties.ToImmutable();
    }
}
