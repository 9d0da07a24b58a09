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

        code.Indented($"    new {self}(", () => code.Line(string.Join(",\n", saga.Dependencies.Select(d => "    " + Argument(d))) + ");"));
    }

    private static string Argument(DependencyModel dependency)
    {
        var type = dependency.Type;
        if (dependency.Default is null && !type.IsNullable)
            return dependency.Key is { } required
                ? $"{Services}.ServiceProviderKeyedServiceExtensions.GetRequiredKeyedService<{type.Code}>(services, {required})"
                : $"{Services}.ServiceProviderServiceExtensions.GetRequiredService<{type.Code}>(services)";

        // By type, so that values are found too: GetService<int>() would give 0 where nothing is registered.
        var bare = type.IsNullable && type.Is(TypeTraits.ValueType) ? type.Code.TrimEnd('?') : type.Code;
        var found = dependency.Key is { } key
            ? $"({Services}.ServiceProviderKeyedServiceExtensions.GetKeyedService<object>(services, {key}) is {bare} found ? found : "
            : $"(services.GetService(typeof({bare})) is {bare} found ? found : ";
        return found + (dependency.Default ?? "default") + (type.IsNullable || type.Is(TypeTraits.ValueType) ? ")" : "!)");
    }
}
