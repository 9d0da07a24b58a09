using Microsoft.CodeAnalysis;
using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Reading;

/// <summary>Reads the contracts that a participant's class implements: interfaces that carry <c>[Participant]</c> too.</summary>
internal static class ContractReader
{
    public static IEnumerable<ContractModel> Read(INamedTypeSymbol type, TypeReader types)
    {
        var handlers = new HandlerReader(types);
        foreach (var contract in type.AllInterfaces.Where(HandlerReader.IsParticipant))
        {
            var members = HandlerReader.Handlers(contract).ToList();
            yield return new(
                types.Read(contract).Display,
                HandlerReader.NameOf(contract),
                members.Select(m => handlers.Read(m.Method, m.Attribute)).ToEquatable(),
                members.Where(m => IsMissing(type, m.Method)).Select(m => new MissingMember(m.Method.Name, Signature(contract, m.Method))).ToEquatable());
        }
    }

    // What is generated does not count: the analyzer sees it, the generator does not.
    private static bool IsMissing(INamedTypeSymbol type, IMethodSymbol member) =>
        member is { IsAbstract: true, IsStatic: false, IsGenericMethod: false }
        && (type.FindImplementationForInterfaceMember(member) is not { } found || ClassReader.IsGenerated(found));

    private static string Signature(INamedTypeSymbol contract, IMethodSymbol member)
    {
        var returned = member.ReturnsVoid ? "void" : Bodiless.Code(member.ReturnType);
        return $"{returned} {Bodiless.Code(contract)}.{Names.Escape(member.Name)}({Bodiless.Parameters(member)})";
    }
}
