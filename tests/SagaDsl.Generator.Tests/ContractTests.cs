using SagaDsl.Definition;
using SagaDsl.Generator.Emit;
using SagaDsl.Generator.Model;
using SagaDsl.Generator.Rules;
using SagaDsl.TestKit.Generators;
using static SagaDsl.Generator.Tests.Shop;

namespace SagaDsl.Generator.Tests;

/// <summary>A saga asks for no newer a runtime than what it uses needs.</summary>
public sealed class ContractTests
{
    private const string Everything =
        """
            [Step(Compensation = nameof(Undo)), AtMostOnce, Timeout("5s"), RejectOn(typeof(CardDeclinedException), Definite = true)]
        public Order Create(Cart cart) => new("1");
            [Retry(MaxAttempts = 3), Timeout("1m")] public void Undo(StepContext step) { }
            [Step(After = []), NoCompensation("reads only")] public int Weigh([FromInput] Cart cart) => 1;
            [Step(Kind = StepKind.Pivot)] public Receipt Charge(Order order, [From(nameof(Weigh))] int weight) => new("1");
            [Step(Kind = StepKind.Retriable), Retry(Factor = 1)] public void Notify(Receipt receipt, CancellationToken token) { }
        """;

    [Fact]
    public void A_saga_that_uses_only_base_features_needs_the_first_contract()
    {
        var run = GeneratorHarness.Run(Saga(Everything).Replace("[Saga(", "[Timeout(\"24h\")]\n[Saga("));
        Assert.Empty(run.Findings);
        Assert.Contains("                Contract = 1,\n", run.Text);
    }

    [Fact]
    public void Remote_steps_and_handlers_need_the_second()
    {
        var caller = GeneratorHarness.Run(Participants.Saga(Participants.EveryForm), Participants.Contract, Participants.Types);
        Assert.Equal(2, Contracts.Of(caller.Model, caller.Wiring));
        var participant = GeneratorHarness.Run(Participants.Stock, Participants.Types).Participant;
        Assert.All(participant.Handlers, handler => Assert.Equal(2, Contracts.Of(handler, Wiring.Of(handler))));
    }

    [Fact]
    public void A_saga_needs_the_newest_contract_of_what_it_uses_and_of_nothing_else()
    {
        Feature[] features =
        [
            .. Contracts.Features,
            new("at most once", 3, (saga, _) => saga.Methods.Any(m => m.Is(MethodTraits.AtMostOnce))),
            new("a pivot", 2, (_, wiring) => wiring.Steps.Any(s => s.Action.Step!.Kind == StepModel.Pivot)),
            new("a hundred steps", 4, (_, wiring) => wiring.Steps.Count >= 100),
        ];
        Assert.Equal(1, Of(Reads("Order A(Cart cart)")));
        Assert.Equal(2, Of("    [Step(Kind = StepKind.Pivot)] public void A() { }"));
        Assert.Equal(3, Of(Everything));

        int Of(string body) => Run(body) is var run ? Contracts.Of(features, run.Model, run.Wiring) : 0;
    }

    [Fact]
    public void The_runtime_understands_every_contract_that_may_be_asked_for()
    {
        Assert.All(Contracts.Features, feature => Assert.True(feature.Contract >= 1, feature.Name));
        Assert.Equal(SagaDefinition.NewestContract, Contracts.Features.Max(f => f.Contract));
        Assert.InRange(SagaDefinition.OldestContract, 1, SagaDefinition.NewestContract);
    }
}
