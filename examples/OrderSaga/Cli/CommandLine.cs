using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using Shop.Data;

namespace Shop.Cli;

/// <summary>The program's options: what they are called, what they take, and what is wrong with what was typed.</summary>
public static class CommandLine
{
    private static readonly Option<string?> Data =
        TypedOption.Text("--data", "DIR",
            "The folder with orders.csv, order-details.csv, products.csv and customers.csv in the format of the Northwind database. Default: " +
            "the small data set of this example.");

    private static readonly Option<int?> InFlight =
        TypedOption.Whole("--in-flight", "How many orders are worked on at once; 1: strictly in the order of the file. Default: 64.", 1, 4096);

    private static readonly Option<string?> Db =
        TypedOption.Text("--db", "DIR", "The folder of the databases; what is there is resumed. Default: a fresh folder for temporary files.");

    private static readonly Option<double?> Flaky =
        TypedOption.Make<double?>("--flaky", "P",
            "How likely each call to a service fails before it has an effect, loses its reply, or answers too late. Default: 0.", "a number from 0 to 0.9",
            text => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var p) && p <= 0.9 ? p : null);

    private static readonly Option<int?> Seed = TypedOption.Seed("--seed", "Which calls go wrong: the same seed, the same calls. Default: 1.");

    private static readonly Option<decimal?> CardLimit =
        TypedOption.Amount("--card-limit", "Cards pay up to this amount; dearer orders are declined. Default: no limit.");

    private static readonly Option<StoreKind?> Store =
        TypedOption.Make<StoreKind?>("--store", "NAME", "Where the sagas' journals are kept: litedb, sqlite or memory. Default: litedb.",
        "litedb, sqlite or memory", text =>
            text switch { "litedb" => StoreKind.LiteDb, "sqlite" => StoreKind.Sqlite, "memory" => StoreKind.Memory, _ => null });

    private static readonly Option<string?> Json = TypedOption.Text("--json", "FILE", "Writes a report of the outcome to this file.");

    /// <summary>Reads the arguments.</summary>
    /// <param name="arguments">What was typed.</param>
    /// <param name="output">Where help is written, when it is asked for.</param>
    /// <returns>The options, or null where help was asked for and given.</returns>
    /// <exception cref="InputException">An option is unknown, or its value is not what it takes.</exception>
    public static Options? Parse(string[] arguments, TextWriter output)
    {
        var command =
            new RootCommand("Runs the orders of a small shop as sagas over three services, and shows that stock and money balance.") { Data, InFlight, Db,
                Flaky, Seed, CardLimit, Store, Json };
        command.Directives.Clear();
        if (command.Options.FirstOrDefault(option => option is VersionOption) is { } version)
            command.Options.Remove(version);

        var result = command.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (result.Action is HelpAction)
        {
            result.Invoke(new InvocationConfiguration { Output = output });
            return null;
        }

        if (result.Errors.Count > 0)
            throw new InputException(result.Errors[0].Message.TrimEnd('.') + ". --help lists the options.");

        var defaults = new Options();
        return Check(new Options
        {
            Data = result.GetValue(Data) ?? defaults.Data,
            InFlight = result.GetValue(InFlight) ?? defaults.InFlight,
            Db = result.GetValue(Db),
            Flaky = result.GetValue(Flaky) ?? defaults.Flaky,
            Seed = result.GetValue(Seed) ?? defaults.Seed,
            CardLimit = result.GetValue(CardLimit),
            Store = result.GetValue(Store) ?? defaults.Store,
            Json = result.GetValue(Json),
        });
    }

    // What can only fail later is looked at now, so that nothing is left half-done.
    private static Options Check(Options options)
    {
        if (File.Exists(options.Db))
            throw new InputException($"--db {options.Db}: this is a file, not a folder.");
        if (options.Json is not { } json)
            return options;
        if (Directory.Exists(json))
            throw new InputException($"--json {json}: this is a folder, not a file.");
        return Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(json)))
            ? options
            : throw new InputException($"--json {json}: there is no folder {Path.GetDirectoryName(Path.GetFullPath(json))}.");
    }
}
