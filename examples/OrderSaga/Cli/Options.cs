namespace Shop.Cli;

/// <summary>What the program was asked to do.</summary>
public sealed record Options
{
    /// <summary>The folder with the four CSV files. Default: the data set beside the program.</summary>
    public string Data { get; init; } = Path.Combine(AppContext.BaseDirectory, "sample");

    /// <summary>How many orders are worked on at once; 1: strictly in the order of their file. Default: 64.</summary>
    public int InFlight { get; init; } = 64;

    /// <summary>The folder of the databases, kept and resumed; null: a fresh one in the system's folder for temporary files.</summary>
    public string? Db { get; init; }

    /// <summary>How likely each call to a service goes wrong, from 0 to 0.9. Default: 0.</summary>
    public double Flaky { get; init; }

    /// <summary>Which calls go wrong: the same seed, the same calls. Default: 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The largest amount that a card pays; null: any.</summary>
    public decimal? CardLimit { get; init; }

    /// <summary>Where the sagas' journals are kept. Default: LiteDB.</summary>
    public StoreKind Store { get; init; }

    /// <summary>The file of the report; null: none.</summary>
    public string? Json { get; init; }
}

/// <summary>Where journals are kept.</summary>
public enum StoreKind
{
    /// <summary>In a LiteDB file: survives the process.</summary>
    LiteDb = 0,

    /// <summary>In a SQLite file: survives the process, for higher rates.</summary>
    Sqlite = 1,

    /// <summary>In memory: lost with the process.</summary>
    Memory = 2,
}
