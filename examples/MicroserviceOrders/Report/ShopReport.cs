using System.Globalization;
using SagaDsl;
using Shop.Checkout;
using Shop.Data;
using Shop.Processes;
using Shop.Services;
using Spectre.Console;

namespace Shop.Report;

/// <summary>Tells how a run went, and proves that it balances, from the journals and the services' databases alone: all processes have ended.</summary>
/// <param name="screen">Where it is shown.</param>
/// <param name="files">The products and the orders.</param>
/// <param name="folder">Where journals and databases are.</param>
internal sealed class ShopReport(Screen screen, OrderFiles files, ShopFolder folder)
{
    /// <summary>How the orders ended, and why.</summary>
    public void Outcome(IReadOnlyDictionary<int, OrderEnd> ends, TimeSpan elapsed)
    {
        var table = Table("outcome", "orders", "why");
        table.AddRow("[green]completed[/]", $"{ends.Values.Count(end => end.Status == SagaStatus.Completed)}", "every step done");
        foreach (var group in ends.Values.Where(end => end.Status != SagaStatus.Completed).GroupBy(Why).OrderByDescending(group => group.Count()))
            table.AddRow($"[yellow]{group.First().Status}[/]".ToLowerInvariant(), $"{group.Count()}", Markup.Escape(group.Key));
        screen.Line();
        screen.Table(table);
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{ends.Count} orders in {elapsed.TotalSeconds:0.0} s"));
    }

    /// <summary>Who died how often, and what that cost.</summary>
    public void Chaos(IReadOnlyList<Child> children, int seed, TimeSpan standstill)
    {
        var table = Table("process", "killed", "paused");
        foreach (var child in children)
            table.AddRow(child.Name, $"{child.Killed}", $"{child.Paused}");
        screen.Line();
        screen.Table(table);
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"Seed {seed}. The longest time in which no order ended: {standstill.TotalSeconds:0.0} s"));
    }

    /// <summary>One order's story, across the processes.</summary>
    /// <exception cref="InputException">There is no such order.</exception>
    public async Task StoryAsync(Journals journals, int number)
    {
        var records = await journals.OfAsync(PlacedOrder.SagaIdOf(number));
        var lines = OrderStory.Tell(records).ToList();
        var (process, step) = (lines.Max(line => line.Process.Length), lines.Max(line => line.Step.Length));
        screen.Heading($"Order {number}, as the journals tell it. Trace {OrderStory.TraceOf(records) ?? "none"}");
        foreach (var line in lines)
        {
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"[grey]{(line.At - lines[0].At).TotalMilliseconds,7:0} ms[/]  ")
                + Markup.Escape($"{line.Process.PadRight(process)}  {line.Step.PadRight(step)}  {line.Text}"));
        }
    }

    /// <summary>Proves that stock, money and parcels balance, and writes the report for programs where one was asked for.</summary>
    /// <returns>Whether everything holds.</returns>
    public bool Prove(IReadOnlyDictionary<int, OrderEnd> ends, TimeSpan elapsed, string? json)
    {
        var balance = new Balance(folder);
        var checks = balance.Prove(files, ends).Append(Parcels(ends)).ToList();
        screen.Heading("Does it balance? Read from the databases of the four services:");
        foreach (var check in checks)
        {
            screen.Line($"  {(check.Holds ? "[green]yes[/]" : "[red]NO [/]")}  {Markup.Escape(check.Statement)}");
            foreach (var violation in check.Violations)
                screen.Line($"       [red]{Markup.Escape(violation)}[/]");
        }

        if (json is not null)
            JsonReport.Write(json, files, ends, balance, elapsed);
        return checks.TrueForAll(check => check.Holds);
    }

    private Check Parcels(IReadOnlyDictionary<int, OrderEnd> ends)
    {
        using var shipping = new Database(folder.ShippingFile);
        var parcels = shipping.Query("SELECT order_number FROM parcels", row => row.GetInt32(0));
        var completed = ends.Where(end => end.Value.Status == SagaStatus.Completed).Select(end => end.Key).ToHashSet();
        return new($"{parcels.Count} parcels, one for each completed order",
        [
            .. parcels.Where(order => !completed.Contains(order)).Select(order => $"order {order} was shipped and did not complete"),
            .. parcels.GroupBy(order => order).Where(group => group.Count() > 1).Select(group => $"order {group.Key} was shipped {group.Count()} times"),
            .. completed.Except(parcels).Select(order => $"order {order} was not shipped"),
        ]);
    }

    private Table Table(string first, string second, string third) =>
        new Table().Border(screen.IsPlain ? TableBorder.Ascii : TableBorder.Rounded).AddColumn(first)
            .AddColumn(new TableColumn(second).RightAligned()).AddColumn(third);

    private static string Why(OrderEnd end) => end.Failure switch
    {
        { Cause: FailureCause.Rejected, ErrorType: { } type } failure =>
            $"{failure.Step} was refused: {type[(type.LastIndexOf('.') + 1)..].Replace("Exception", "", StringComparison.Ordinal)}",
        { } failure => $"{failure.Step} had no answer: {failure.Cause}",
        null => "it did not end",
    };
}
