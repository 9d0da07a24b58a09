using System.CommandLine;
using System.CommandLine.Help;
using Shop.Data;
using Shop.Processes;

namespace Shop.Cli;

/// <summary>The program's options: what they are called, what they take, and what is wrong with what was typed.</summary>
internal static class CommandLine
{
    private static readonly Argument<string?> Service = new("service")
    {
        Description = "Runs one service of the shop in this process: " + string.Join(", ", Roles.All.Select(role => role.Name())) +
            ". Default: the whole shop, each service in a process of its own.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> Data = TypedOption.Text("--data", "DIR",
        "The folder with orders.csv, order-details.csv, products.csv and customers.csv in the format of the Northwind database. Default: a small data set.");

    private static readonly Option<int?> Orders =
        TypedOption.Whole("--orders", "How many of the orders are run, from the first on. Default: all.", 1, 1_000_000);

    private static readonly Option<int?> InFlight =
        TypedOption.Whole("--in-flight", "How many orders are worked on at once; 1: strictly in the order of the file. Default: 64.", 1, 4096);

    private static readonly Option<string?> Db =
        TypedOption.Text("--db", "DIR", "The folder of journals and databases; what is there is resumed. Default: a fresh folder for temporary files.");

    private static readonly Option<decimal?> CardLimit =
        TypedOption.Amount("--card-limit", "Cards pay up to this amount; dearer orders are declined. Default: no limit.");

    private static readonly Option<string?> Json = TypedOption.Text("--json", "FILE", "Writes a report of the outcome to this file.");

    private static readonly Option<int?> Story = TypedOption.Whole("--story", "Tells this order's story at the end, across the processes.", 1, int.MaxValue);

    private static readonly Option<bool> InProcess = new("--in-process") { Description = "Runs the same services in one process, without NATS." };

    private static readonly Option<bool> Chaos =
        new("--chaos") { Description = "Kills (SIGKILL) and pauses (SIGSTOP) processes at random while they work, the NATS server too." };

    private static readonly Option<int?> Seed =
        TypedOption.Seed("--seed", "Which processes --chaos hits, and when: the same seed, the same sequence. Default: 1.");

    private static readonly Option<string?> Nats =
        TypedOption.Make<string?>("--nats", "URL", "Of a service: the NATS server, nats://127.0.0.1:4222.", "an address", text => text);

    private static readonly Option<string?> Name = TypedOption.Make<string?>("--name", "NAME",
        "Of a service: what this process is called, where several run the same one. Each has a journal of its own. Default: the service's name.",
        "letters, digits and '-'", text => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? text : null);

    private static readonly Option<int?> Hold =
        TypedOption.Whole("--hold", "Of the stock service: it stops itself (SIGSTOP) with this order in hand.", 1, int.MaxValue);

    private static readonly Option<bool> Attached = new("--attached") { Description = "Of a service: it ends when its standard input does." };

    /// <summary>Reads the arguments.</summary>
    /// <param name="arguments">What was typed.</param>
    /// <param name="output">Where help is written, when it is asked for.</param>
    /// <returns>The options, or null where help was asked for and given.</returns>
    /// <exception cref="InputException">An option is unknown, or its value is not what it takes.</exception>
    public static Options? Parse(string[] arguments, TextWriter output)
    {
        var command = new RootCommand("Runs the orders of a small shop as sagas over four services, and shows that stock and money balance.")
        {
            Service, Data, Orders, InFlight, Db, CardLimit, Json, Story, InProcess, Chaos, Seed, Nats, Name, Hold, Attached,
        };
        command.Directives.Clear();
        if (command.Options.FirstOrDefault(option => option is VersionOption) is { } version)
            command.Options.Remove(version);

        var result = command.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (result.Action is HelpAction)
        {
            result.Invoke(new InvocationConfiguration { Output = output });
            return null;
        }

        // What is no option would be taken for a service's name.
        if (result.GetValue(Service) is ['-', ..] and var unknown)
            throw new InputException($"Unrecognized command or argument '{unknown}'. --help lists the options.");
        if (result.Errors.Count > 0)
            throw new InputException(result.Errors[0].Message.TrimEnd('.') + ". --help lists the options.");

        var defaults = new Options();
        return Check(new Options
        {
            Role = result.GetValue(Service) is { } service ? RoleOf(service) : null,
            Data = result.GetValue(Data) ?? defaults.Data,
            Orders = result.GetValue(Orders),
            InFlight = result.GetValue(InFlight) ?? defaults.InFlight,
            Db = result.GetValue(Db),
            CardLimit = result.GetValue(CardLimit),
            Json = result.GetValue(Json),
            Story = result.GetValue(Story),
            InProcess = result.GetValue(InProcess),
            Chaos = result.GetValue(Chaos),
            Seed = result.GetValue(Seed) ?? defaults.Seed,
            Nats = result.GetValue(Nats),
            Name = result.GetValue(Name),
            Hold = result.GetValue(Hold),
            Attached = result.GetValue(Attached),
        });
    }

    private static Role RoleOf(string name) => Roles.Parse(name)
        ?? throw new InputException($"'{name}' is no service of the shop: {string.Join(", ", Roles.All.Select(role => role.Name()))}.");

    // What can only fail later is looked at now, so that nothing is left half-done.
    private static Options Check(Options options)
    {
        if (options.Role is { } role && (options.Nats is null || options.Db is null))
            throw new InputException($"{role.Name()} needs --nats, where the others reach it, and --db, which they share.");
        if (options.Role is null && (options.Nats ?? options.Name ?? (options.Hold is null && !options.Attached ? null : "")) is not null)
            throw new InputException("--nats, --name, --hold and --attached are a service's: name one. --help lists them.");
        if (options.Chaos && options.InProcess)
            throw new InputException("--chaos kills processes, and --in-process has only one. Give one of them.");
        if ((options.Chaos || options.Hold is not null) && !Signals.Exist)
            throw new InputException("--chaos and --hold need signals, which Windows has not.");
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
