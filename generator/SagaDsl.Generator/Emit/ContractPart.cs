using SagaDsl.Generator.Model;
using SagaDsl.Generator.Rules;

namespace SagaDsl.Generator.Emit;

/// <summary>
/// Writes the members of contracts that a participant's class does not have as C# asks, since its handler takes a <c>StepContext</c> beside
/// the command: a contract says what can be sent, and nobody calls its members.
/// </summary>
internal static class ContractPart
{
    public static void Emit(CodeWriter code, ParticipantModel participant)
    {
        var kept = participant.Contracts.SelectMany(contract => contract.Missing.Where(member => ContractRules.IsMet(participant, contract, member)));
        foreach (var member in kept)
        {
            code.Line().Line(Code.GeneratedCode).Line($"{member.Signature} =>")
                .Line($"    throw new global::System.InvalidOperationException({Names.Literal(Called(participant.Class, member.Method))});");
        }
    }

    private static string Called(SagaModel participant, string method) =>
        $"'{method}' is called by the runtime of participant '{participant.Name}', which gives it what it needs: a saga has it done by a [Remote] step.";
}
