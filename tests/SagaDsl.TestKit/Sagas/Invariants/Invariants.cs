using SagaDsl.Definition;
using SagaDsl.Stores;

namespace SagaDsl.TestKit.Sagas;

/// <summary>
/// The named invariants of a saga's run, checked from outside: from the journal as it is stored, from what the callees
/// saw, and from what the processes were told. Each violation is a line that begins with the invariant's name.
/// </summary>
public static class Invariants
{
    /// <summary>Checks one instance. Empty: all invariants hold.</summary>
    /// <param name="stored">The instance as the store has it.</param>
    /// <param name="definition">Its saga.</param>
    /// <param name="world">What the callees saw.</param>
    /// <param name="ledger">What was appended.</param>
    public static IReadOnlyList<string> Check(StoredInstance stored, SagaDefinition definition, World world, Ledger ledger)
    {
        var run = new RunUnderTest(stored, definition, [.. world.Calls.Where(c => c.Instance == stored.Id)],
            [.. ledger.Lines.Where(l => l.Instance == stored.Id)]);
        return [.. JournalInvariants.Check(run), .. CallInvariants.Check(run), .. UndoInvariants.Check(run), .. EndInvariants.Check(run)];
    }
}

/// <summary>All that is known of one instance.</summary>
internal sealed record RunUnderTest(StoredInstance Stored, SagaDefinition Definition, IReadOnlyList<Call> Calls, IReadOnlyList<LedgerLine> Ledger)
{
    public Chronicle Chronicle { get; } = new(Stored.Records, Definition);

    /// <summary>When the record that an entry stands in was acknowledged to its process; null: never.</summary>
    public long? Acknowledged(ChronicleLine line) =>
        Ledger.FirstOrDefault(l => l.Record.Nonce == line.Record.Nonce && l.Record.Position == line.Record.Position)?.Acknowledged;

    /// <summary>When the record that an entry stands in was applied.</summary>
    public long? Applied(ChronicleLine line) =>
        Ledger.FirstOrDefault(l => l.Record.Nonce == line.Record.Nonce && l.Record.Position == line.Record.Position)?.Applied;
}
