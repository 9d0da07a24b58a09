using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Emit;

/// <summary>Writes how the saga class is constructed from services.</summary>
internal static class ConstructorPart
{
    private const string Services = "global::Microsoft.Extensions.DependencyInjection";

    public static void Emit(CodeWriter code, SagaModel saga)
    {
        var self = Code.TypeName(saga);
        code.Line($"public override {self} New(global::System.IServiceProvider services) =>");
        if (saga.Dependencies.Count == 0)
        {
            code.Line($"    new {self}();");
            return;
        }

        code.Indented($"    new {self}(", () => code.Line(string.Join(",\n", saga.Dependencies.Select((d, i) => "    " + Argument(d, i))) + ");"));
    }

    private static string Argument(DependencyModel dependency, int index)
    {
        var type = dependency.Type;
        if (dependency.Default is null && !type.IsNullable)
            return Call("Required", dependency);
        if (type.Is(TypeTraits.ValueType))
            return Value(dependency, index);
        return Call("", dependency)
            + (dependency.Default is { } text and not "default" ? $" ?? {text}" : type.IsNullable ? "" : "!");
    }

    private static string Call(string kind, DependencyModel dependency) => dependency.Key is { } key
        ? $"{Services}.ServiceProviderKeyedServiceExtensions.Get{kind}KeyedService<{dependency.Type.Code}>(services, {key})"
        : $"{Services}.ServiceProviderServiceExtensions.Get{kind}Service<{dependency.Type.Code}>(services)";

    // Values are asked for by type: GetService<int>() gives 0 where nothing is registered, and the default would be lost.
    private static string Value(DependencyModel dependency, int index)
    {
        var bare = dependency.Type.IsNullable ? dependency.Type.Code.TrimEnd('?') : dependency.Type.Code;
        var asked = dependency.Key is { } key
            ? $"(services as {Services}.IKeyedServiceProvider)?.GetKeyedService(typeof({bare}), {key})"
            : $"services.GetService(typeof({bare}))";
        return $"{asked} is {bare} found{index} ? found{index} : {dependency.Default ?? "default"}";
    }
}
