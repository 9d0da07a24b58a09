using System.Diagnostics;
using Shop.Checkout;
using Spectre.Console;

namespace Shop.Report;

/// <summary>Where a person looks: a terminal with colours, or plain lines where the output goes to a file.</summary>
public sealed class Screen
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(1);

    private readonly IAnsiConsole _console;

    /// <summary>The screen of this process.</summary>
    public Screen() : this(Console.Out, plain: Console.IsOutputRedirected)
    {
    }

    /// <summary>A screen that writes to a given place.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="plain">Whether only plain lines are written.</param>
    public Screen(TextWriter output, bool plain)
    {
        IsPlain = plain;
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = plain ? InteractionSupport.No : InteractionSupport.Detect,
            Out = new AnsiConsoleOutput(output),
        });
        // A file has no width: nothing is to be wrapped there.
        if (plain)
            _console.Profile.Width = 1000;
    }

    /// <summary>Whether only plain lines are written.</summary>
    public bool IsPlain { get; }

    /// <summary>Writes a line in Spectre's markup.</summary>
    public void Line(string markup = "") => _console.MarkupLine(markup);

    /// <summary>Writes a heading.</summary>
    public void Heading(string text)
    {
        _console.WriteLine();
        _console.MarkupLine($"[bold]{Markup.Escape(text)}[/]");
    }

    /// <summary>Writes a table.</summary>
    public void Table(Table table) => _console.Write(table);

    /// <summary>Shows how far a run is until it ends, however it ends.</summary>
    public Task FollowAsync(Task run, Func<Task<OrderCounts>> count) =>
        IsPlain || !_console.Profile.Capabilities.Interactive ? FollowPlainAsync(run, count) : FollowLiveAsync(run, count);

    private async Task FollowPlainAsync(Task run, Func<Task<OrderCounts>> count)
    {
        var clock = Stopwatch.StartNew();
        while (await Task.WhenAny(run, Task.Delay(Seldom)) != run)
            _console.WriteLine(ProgressText.Plain(await count(), clock.Elapsed));
        _console.WriteLine(ProgressText.Plain(await count(), clock.Elapsed));
    }

    private Task FollowLiveAsync(Task run, Func<Task<OrderCounts>> count) =>
        _console.Live(Text.Empty).StartAsync(async live =>
        {
            var clock = Stopwatch.StartNew();
            do
            {
                live.UpdateTarget(new Markup(ProgressText.Live(await count(), clock.Elapsed, _console.Profile.Width)));
            }
            while (await Task.WhenAny(run, Task.Delay(Often)) != run);
            live.UpdateTarget(new Markup(ProgressText.Live(await count(), clock.Elapsed, _console.Profile.Width)));
        });
}
