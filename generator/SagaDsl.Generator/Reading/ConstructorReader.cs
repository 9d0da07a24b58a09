using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Reading;

/// <summary>Reads what the saga's constructor asks of the container. Of several constructors the longest is taken.</summary>
internal sealed class ConstructorReader(AttributeNames names, ArgumentReader arguments, TypeReader types)
{
    /// <summary>The constructor's parameters; null: it cannot be called.</summary>
    public EquatableArray<DependencyModel>? Read(INamedTypeSymbol saga)
    {
        var constructor = saga.InstanceConstructors
            .Where(c => !c.IsImplicitlyDeclared || c.Parameters.Length == 0)
            .OrderByDescending(c => c.Parameters.Length).FirstOrDefault();
        if (constructor is null || constructor.Parameters.Any(p => p.RefKind is not (RefKind.None or RefKind.In)))
            return null;
        return constructor.Parameters.Select(Read).ToEquatable();
    }

    private DependencyModel Read(IParameterSymbol parameter) =>
        new(types.Read(parameter.Type), Key(parameter), parameter.HasExplicitDefaultValue ? DefaultOf(parameter) : null);

    private string? Key(IParameterSymbol parameter)
    {
        if (parameter.DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax() is not ParameterSyntax { AttributeLists.Count: > 0 } syntax)
            return null;
        foreach (var attribute in syntax.AttributeLists.SelectMany(l => l.Attributes))
        {
            if (names.Identify(attribute) != KnownAttribute.FromKeyedServices)
                continue;
            var key = ArgumentReader.Positional(attribute).FirstOrDefault();
            return key is null ? "null" : KeyCode(parameter, arguments.Value(key) ?? arguments.Text(key));
        }

        return null;
    }

    // Keys may be of any constant type; a symbol knows those that syntax does not spell out, an enum's above all.
    private string KeyCode(IParameterSymbol parameter, object? value)
    {
        var attribute = parameter.GetAttributes().FirstOrDefault(a => TypeFacts.Is(a.AttributeClass, KnownAttribute.FromKeyedServices));
        var constant = attribute?.ConstructorArguments.FirstOrDefault();
        return constant is { Kind: not TypedConstantKind.Error, Type: { } type, IsNull: false } known ? known.ToCSharpString(types, type) : Primitive(value);
    }

    private string DefaultOf(IParameterSymbol parameter)
    {
        var value = parameter.ExplicitDefaultValue;
        var type = TypeReader.IsNullableValue(parameter.Type, out var core) ? core : parameter.Type;
        return value is null ? "default"
            : type.TypeKind == TypeKind.Enum ? $"({types.Read(type).Code}){Primitive(value)}"
            : Primitive(value);
    }

    public static string Primitive(object? value) => value switch
    {
        null => "null",
        decimal number => number.ToString(System.Globalization.CultureInfo.InvariantCulture) + "m",
        float.NaN => "float.NaN",
        double.NaN => "double.NaN",
        float number when float.IsInfinity(number) => number > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity",
        double number when double.IsInfinity(number) => number > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity",
        float number => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture) + "f",
        double number => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture) + "d",
        _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false) ?? "null",
    };
}

/// <summary>Attribute constants as code.</summary>
internal static class TypedConstantCode
{
    public static string ToCSharpString(this TypedConstant constant, TypeReader types, ITypeSymbol type) => constant.Kind switch
    {
        TypedConstantKind.Enum => $"({types.Read(type).Code})({ConstructorReader.Primitive(constant.Value)})",
        TypedConstantKind.Type when constant.Value is ITypeSymbol of => $"typeof({types.Read(of).Code})",
        TypedConstantKind.Primitive =>
            type.SpecialType is SpecialType.System_String or SpecialType.System_Char or SpecialType.System_Boolean or SpecialType.System_Int32
            ? ConstructorReader.Primitive(constant.Value)
            : $"({types.Read(type).Code}){ConstructorReader.Primitive(constant.Value)}",
        _ => "null",
    };
}
