using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Reading;

/// <summary>
/// Facts about parameters that only the compiler knows: whether a named source converts, and which sources come close
/// to a parameter that nothing provides. Asked rarely: exact types need neither.
/// </summary>
internal sealed class Sources(CSharpCompilation compilation, ITypeSymbol? input, IReadOnlyList<(string Method, ITypeSymbol Type, TypeRef Ref)> results,
    TypeRef? inputRef)
{
    public MethodModel Complete(MethodModel model, IMethodSymbol method)
    {
        if (!model.Parameters.Any(NeedsMore))
            return model;
        return model with { Parameters = model.Parameters.Select((p, i) => NeedsMore(p) ? Complete(p, method.Parameters[i].Type) : p).ToEquatable() };
    }

    private bool NeedsMore(ParameterModel parameter) =>
        parameter.Kind == ParameterKind.Value
        && (parameter.From is not null || parameter.FromInput
            || (parameter.Type.Identity != inputRef?.Identity && !results.Any(r => r.Ref.Identity == parameter.Type.Identity)));

    private ParameterModel Complete(ParameterModel parameter, ITypeSymbol type)
    {
        if (parameter.FromInput)
            return parameter with { Converts = input is not null && Converts(input, type) };
        if (parameter.From is { } from)
            return parameter with { Converts = results.Any(r => r.Method == from && Converts(r.Type, type)) };

        var near = results.Where(r => IsNear(r.Type, type)).Select(r => $"{r.Ref.Display} of {r.Method}");
        if (input is not null && IsNear(input, type))
            near = new[] { $"the input, {inputRef!.Display}" }.Concat(near);
        return parameter with { NearMisses = near.Take(3).ToEquatable() };
    }

    private bool IsNear(ITypeSymbol source, ITypeSymbol wanted)
    {
        if (source.Name.Length > 0 && source.Name == wanted.Name)
            return true;
        // Everything converts to object; that is no near miss.
        return wanted.SpecialType != SpecialType.System_Object
            && compilation.ClassifyConversion(source, wanted) is { Exists: true, IsUserDefined: false, IsExplicit: false };
    }

    // A boxed value is cast to the parameter's type: reference, identity and nullable conversions are those that work so.
    private bool Converts(ITypeSymbol source, ITypeSymbol wanted)
    {
        source = TypeReader.IsNullableValue(source, out var core) ? core : source;
        wanted = TypeReader.IsNullableValue(wanted, out core) ? core : wanted;
        var conversion = compilation.ClassifyConversion(source, wanted);
        return conversion.IsIdentity || (conversion.IsImplicit && (conversion.IsReference || conversion.IsBoxing));
    }
}
