using Shop.Processes;

namespace Shop.Cli;

/// <summary>What the program was asked to do.</summary>
public sealed record Options
{
    /// <summary>Which of the services this process is; null: none, it runs the whole shop.</summary>
    public Role? Role { get; init; }

    /// <summary>The folder with the four CSV files. Default: the data set beside the program.</summary>
    public string Data { get; init; } = Path.Combine(AppContext.BaseDirectory, "sample");

    /// <summary>How many of the orders are run; null: all.</summary>
    public int? Orders { get; init; }

    /// <summary>How many orders are worked on at once; 1: strictly in the order of their file. Default: 64.</summary>
    public int InFlight { get; init; } = 64;

    /// <summary>The folder of journals and databases, kept and resumed; null: a fresh one in the system's folder for temporary files.</summary>
    public string? Db { get; init; }

    /// <summary>The largest amount that a card pays; null: any.</summary>
    public decimal? CardLimit { get; init; }

    /// <summary>The file of the report; null: none.</summary>
    public string? Json { get; init; }

    /// <summary>The order whose story is told at the end; null: none.</summary>
    public int? Story { get; init; }

    /// <summary>Whether all services are in this process, without NATS.</summary>
    public bool InProcess { get; init; }

    /// <summary>Whether processes are killed and paused while they work.</summary>
    public bool Chaos { get; init; }

    /// <summary>Which processes, and when: the same seed, the same sequence. Default: 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Of a service: where the NATS server is.</summary>
    public string? Nats { get; init; }

    /// <summary>Of a service: what this process is called, and its journal, where several of the service run. Default: the service's name.</summary>
    public string? Name { get; init; }

    /// <summary>Of the stock service: the order that it hangs at.</summary>
    public int? Hold { get; init; }

    /// <summary>Of a service: whether it ends when its input does.</summary>
    public bool Attached { get; init; }
}
