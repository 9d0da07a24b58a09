using System.Reflection;
using System.Text.RegularExpressions;
using SagaDsl.Generator.Model;
using SagaDsl.Generator.Rules;

namespace SagaDsl.Generator.Tests;

/// <summary>The names that generator, analyzers and fixes go by are those of the runtime's attributes: a renamed one fails here.</summary>
public sealed partial class VocabularyTests
{
    private static readonly IReadOnlyList<Type> Attributes =
        [.. typeof(SagaAttribute).Assembly.GetExportedTypes().Where(t => t.IsSubclassOf(typeof(Attribute)) && t.Namespace == Vocabulary.Namespace)];

    private static IEnumerable<KnownAttribute> Known => Enum.GetValues<KnownAttribute>().Where(a => a != KnownAttribute.None);

    [Fact]
    public void Every_attribute_of_the_runtime_is_known_and_every_known_one_is_there() => Assert.Equal(
        Attributes.Select(NameOf).Append("FromKeyedServicesAttribute").Order(StringComparer.Ordinal),
        Known.Select(Vocabulary.TypeOf).Order(StringComparer.Ordinal));

    // What only a constructor sets is read by its place, not by a name.
    [Fact]
    public void Every_property_that_can_be_set_is_known_and_every_known_one_is_there()
    {
        var set = from type in Attributes
                  from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                  where property.SetMethod?.IsPublic == true
                  select $"{Vocabulary.Bare(NameOf(type))}.{property.Name}";
        var known = from table in typeof(Vocabulary).GetNestedTypes()
                    from name in table.GetFields(BindingFlags.Public | BindingFlags.Static)
                    select $"{table.Name}.{name.GetRawConstantValue()}";
        Assert.Equal(set.Order(StringComparer.Ordinal), known.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Where_an_attribute_is_declared_is_known() =>
        Assert.Equal(
            typeof(Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute).Namespace,
            Vocabulary.NamespaceOf(KnownAttribute.FromKeyedServices));

    [Fact]
    public void The_kinds_of_step_are_the_runtimes()
    {
        Assert.Equal(Enum.GetNames<StepKind>(), Vocabulary.StepKinds);
        Assert.Equal(
            [StepModel.Compensatable, StepModel.Pivot, StepModel.Retriable],
            Enum.GetValues<StepKind>().Select(k => (int)k));
    }

    [Fact]
    public void Messages_name_attributes_that_exist()
    {
        string[] others = ["JsonSerializable", "JsonPolymorphic"];
        var named = RuleCatalog.All.SelectMany(r => InBrackets().Matches(r.Message).Select(m => m.Groups[1].Value)).ToHashSet();
        Assert.Contains("RejectOn", named);
        Assert.DoesNotContain(named, name => Vocabulary.Named(name) == KnownAttribute.None && !others.Contains(name));
    }

    // [Remote] has a type argument, and is named without.
    private static string NameOf(Type type) => type.Name.Split('`')[0];

    [GeneratedRegex(@"\[(\w+)")]
    private static partial Regex InBrackets();
}
