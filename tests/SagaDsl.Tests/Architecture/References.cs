using System.Reflection;
using System.Reflection.Emit;

namespace SagaDsl.Tests.Architecture;

/// <summary>
/// What the types of an assembly use, as it was compiled: bases, signatures, attributes, and each type and member that a method's body names.
/// A lambda, an iterator or an async method belongs to the type that it was written in. Constants and names of members leave no trace.
/// </summary>
internal static class References
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes =
        typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>Each use of a type or a member by another type, once.</summary>
    public static IReadOnlyList<Reference> In(Assembly assembly) =>
        [.. assembly.GetTypes().SelectMany(Of).Where(use => use.From != use.To).Distinct()];

    private static IEnumerable<Reference> Of(Type type)
    {
        var from = Outermost(type);
        var members = type.GetMembers(Declared);
        var used = Parts(type.BaseType).Concat(type.GetInterfaces().SelectMany(Parts)).Concat(type.GetGenericArguments().SelectMany(Constraints))
            .Concat(members.OfType<FieldInfo>().SelectMany(field => Parts(field.FieldType)))
            .Concat(members.Append(type).SelectMany(member => member.GetCustomAttributesData()).SelectMany(Named))
            .Select(used => new Reference(from, Outermost(used), null));
        return used.Concat(members.OfType<MethodBase>().SelectMany(method => Of(method, from)));
    }

    private static IEnumerable<Reference> Of(MethodBase method, Type from)
    {
        var signature = method.GetParameters().SelectMany(parameter => Parts(parameter.ParameterType)).Concat(Parts((method as MethodInfo)?.ReturnType));
        var locals = method.GetMethodBody()?.LocalVariables.SelectMany(local => Parts(local.LocalType)) ?? [];
        foreach (var type in signature.Concat(locals))
            yield return new(from, Outermost(type), null);
        foreach (var member in Members(method))
        {
            foreach (var type in member is Type named ? Parts(named) : Parts(member.DeclaringType).Concat(Parts(TypeOf(member))))
                yield return new(from, Outermost(type), null);
            if (member is { DeclaringType: { } owner } and not Type)
                yield return new(from, Outermost(owner), member.Name);
        }
    }

    /// <summary>The types and members that the instructions of a method name.</summary>
    private static IEnumerable<MemberInfo> Members(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var ofType = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var ofMethod = method is MethodInfo { IsGenericMethod: true } ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            var operation = code[at] == 0xfe ? Codes[(short)(0xfe00 | code[at + 1])] : Codes[code[at]];
            at += operation.Size;
            if (operation.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
                yield return method.Module.ResolveMember(BitConverter.ToInt32(code, at), ofType, ofMethod)!;
            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static IEnumerable<Type> Named(CustomAttributeData attribute) =>
        Parts(attribute.AttributeType).Concat(attribute.ConstructorArguments.Select(argument => argument.Value).OfType<Type>().SelectMany(Parts));

    private static IEnumerable<Type> Constraints(Type parameter) =>
        parameter.IsGenericParameter ? parameter.GetGenericParameterConstraints().SelectMany(Parts) : [];

    private static Type? TypeOf(MemberInfo member) => member is FieldInfo field ? field.FieldType : (member as MethodInfo)?.ReturnType;

    /// <summary>A type and what it is made of: the element of an array, the arguments of a generic one.</summary>
    private static IEnumerable<Type> Parts(Type? type)
    {
        if (type is null || type.IsGenericParameter)
            return [];
        if (type.HasElementType)
            return Parts(type.GetElementType());
        return type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition()) : [type];
    }

    private static Type Outermost(Type type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type.IsGenericType && !type.IsGenericTypeDefinition ? type.GetGenericTypeDefinition() : type;
    }
}

/// <summary>A type uses another one, or a member of it.</summary>
internal sealed record Reference(Type From, Type To, string? Member)
{
    public override string ToString() => $"{From.FullName} uses {To.FullName}{(Member is null ? "" : "." + Member)}";
}
