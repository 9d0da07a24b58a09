namespace SagaDsl.Tests.Remote;

/// <summary>The processes of a saga and of its participants cut before and after every append, each alone and in pairs.</summary>
public class CrashesInPairs
{
    private static readonly Script Saga = new Script().Step().Remote("Reserve").Remote("Charge", "bank").Remote("Ship", "couriers", StepKind.Pivot);

    private static readonly Script[] Handlers =
        [Script.Handler("Reserve"), Script.Handler("Charge", "bank"), Script.Handler("Ship", "couriers", undo: false)];

    public static TheoryData<string, string, string> Cases => new()
    {
        { "all is well", "", "A1 AReserve ACharge AShip" },
        { "the pivot is rejected", "AShip", "A1 AReserve ACharge AShip CCharge CReserve C1" },
        { "the first is rejected", "AReserve", "A1 AReserve C1" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Effects_are_the_same_wherever_either_is_cut(string name, string rejected, string effects)
    {
        var (appends, participantAppends) = (0, 0);
        await using (var two = await RunAsync(rejected, [], []))
        {
            Assert.Equal(effects, Effects(two));
            (appends, participantAppends) = (two.Saga.Node.Store.Appends, two.Participants.Node.Store.Appends);
        }

        Assert.True(appends > 2 && participantAppends > 1, name);
        var cuts = Performance.Cuts(appends).Append(("never", static _ => AppendFault.None)).ToList();
        var participantCuts = Performance.Cuts(participantAppends).Append(("never", static _ => AppendFault.None)).ToList();
        foreach (var (where, faults) in cuts)
        {
            foreach (var (participantWhere, participantFaults) in participantCuts)
            {
                await using var two = await RunAsync(rejected, [faults], [participantFaults]);
                Assert.True(effects == Effects(two), $"{name}; saga: {where}; participants: {participantWhere}; {Effects(two)}");
            }
        }
    }

    private static async Task<Two> RunAsync(string rejected, Func<int, AppendFault>[] faults, Func<int, AppendFault>[] participantFaults)
    {
        var saga = new Stage(Saga);
        var two = new Two(saga, new Stage(saga, new MemoryBacking(), Handlers));
        if (rejected.Length > 0)
            two.World.On(rejected, Acts.Reject());
        await two.LiveAsync(faults, participantFaults);
        return two;
    }

    // As callees that remember keys see it: repeats collapsed.
    private static string Effects(Two two) => string.Join(' ', two.World.Calls.DistinctBy(call => call.Key).Select(call => call.Label));
}
