using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SagaDsl.Analyzers.Tests;

/// <summary>A rule that asks for a type of the runtime by a name that is gone would fall silent.</summary>
public sealed class KnownTypesTests
{
    [Fact]
    public void Every_type_that_rules_ask_for_is_there()
    {
        var paths = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var references = paths.Select(path => MetadataReference.CreateFromFile(path));
        var types = KnownTypes.Of(CSharpCompilation.Create("Types", [], references))!;
        var asked = typeof(KnownTypes).GetProperties().Where(p => p.PropertyType == typeof(INamedTypeSymbol)).ToList();
        Assert.True(asked.Count >= 8);
        Assert.DoesNotContain(asked, p => p.GetValue(types) is null);
    }
}
