using System.Globalization;
using SagaDsl;
using Shop.Checkout;
using Spectre.Console;

namespace Shop.Report;

/// <summary>Tells a person how a run went.</summary>
/// <param name="screen">Where it is shown.</param>
public sealed class Summary(Screen screen)
{
    /// <summary>How the orders ended, and why.</summary>
    public void Outcome(OrderRun run, OrderCounts counts, TimeSpan elapsed)
    {
        var table = new Table().Border(screen.IsPlain ? TableBorder.Ascii : TableBorder.Rounded).AddColumn("outcome")
            .AddColumn(new TableColumn("orders").RightAligned()).AddColumn("why");
        table.AddRow("[green]completed[/]", $"{counts.Completed}", "every step done");
        foreach (var group in run.Ends.Values.Where(end => end.Status != SagaStatus.Completed).GroupBy(Why).OrderByDescending(group => group.Count()))
            table.AddRow(group.Key.Outcome, $"{group.Count()}", Markup.Escape(group.Key.Why));
        screen.Line();
        screen.Table(table);
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{run.Ends.Count} orders in {elapsed.TotalSeconds:0.0} s")
            + (counts.Resumed > 0 ? $"; {counts.Resumed} had been begun by an earlier run" : ""));
    }

    /// <summary>A few instances, step by step: one of each kind of ending, and those that had most to go through.</summary>
    public async Task StoriesAsync(SagaRuntime runtime, OrderRun run)
    {
        screen.Heading("Some orders, step by step, as their journals tell it");
        foreach (var id in await PickAsync(runtime, run))
        {
            var lines = Story.Tell(await runtime.Instance(id).HistoryAsync()).ToList();
            var width = lines.Max(line => line.Step.Length);
            screen.Line();
            screen.Line($"[bold]{Markup.Escape(id)}[/]");
            foreach (var line in lines)
            {
                screen.Line(string.Create(CultureInfo.InvariantCulture,
                    $"[grey]{line.At.TotalMilliseconds,7:0} ms[/]  {Markup.Escape(line.Step.PadRight(width))}  " +
                        $"[{Colour(line.Mood)}]{Markup.Escape(line.Text)}[/]"));
            }
        }
    }

    /// <summary>The proof that stock and money balance.</summary>
    public void Proof(IReadOnlyList<Check> checks)
    {
        screen.Heading("Does it balance? Read from the databases of the three services:");
        foreach (var check in checks)
        {
            screen.Line($"  {(check.Holds ? "[green]yes[/]" : "[red]NO [/]")}  {Markup.Escape(check.Statement)}");
            foreach (var violation in check.Violations)
                screen.Line($"       [red]{Markup.Escape(violation)}[/]");
        }
    }

    private static async Task<IEnumerable<string>> PickAsync(SagaRuntime runtime, OrderRun run)
    {
        var picked = new List<string>();
        foreach (var status in (SagaStatus[])[SagaStatus.Completed, SagaStatus.Compensated])
        {
            var readable = run.Ends.Where(end => end.Value.Status == status).Select(end => PlacedOrder.SagaIdOf(end.Key)).ToHashSet();
            var all = (await runtime.ListAsync(new InstanceQuery { Status = status, Limit = 1000 })).Where(instance => readable.Contains(instance.Id)).ToList();
            if (all.Count == 0)
                continue;
            var bumpiest = all.MaxBy(instance => instance.Records)!;
            var smoothest = all.MinBy(instance => instance.Records)!;
            picked.Add(smoothest.Id);
            if (bumpiest.Records > smoothest.Records)
                picked.Add(bumpiest.Id);
        }

        return picked;
    }

    private static (string Outcome, string Why) Why(OrderEnd end) => end switch
    {
        { Unrunnable: { } why } => ("[red]not run[/]", why),
        { Failure: { Cause: FailureCause.Rejected } failure } => ("[yellow]compensated[/]", $"{failure.Step} was refused: {Kind(failure.ErrorType)}"),
        { Failure: { Cause: FailureCause.RetriesExhausted } failure } =>
            ("[yellow]compensated[/]", $"{failure.Step} gave up after {failure.Attempts} attempts"),
        _ => ($"[red]{end.Status}[/]", $"{end.Failure?.Cause}"),
    };

    private static string Kind(string? type) => type?[(type.LastIndexOf('.') + 1)..].Replace("Exception", "", StringComparison.Ordinal) ?? "";

    private static string Colour(Mood mood) => mood switch
    {
        Mood.Good => "green",
        Mood.Doubtful => "blue",
        Mood.Bad => "red",
        _ => "yellow",
    };
}
