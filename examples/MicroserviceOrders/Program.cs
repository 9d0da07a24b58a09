using Shop;
using Shop.Cli;
using Shop.Data;
using Shop.Processes;
using Shop.Report;

// A small order business in processes of its own. Read on in Checkout/OrderSaga.cs (the saga), Contracts (what it asks for), Participants (who does
// it), and Processes/Service.cs (how they are wired).
try
{
    if (CommandLine.Parse(args, Console.Out) is not { } options)
        return Exit.Ok;

    // Everything that was given is read and checked before anything is made.
    var files = OrderFiles.Read(options.Data);
    if (options.Orders is { } some)
        files = files with { Orders = [.. files.Orders.Take(some)] };
    if (options.Story is { } story && files.Orders.All(order => order.Number != story))
        throw new InputException($"--story {story}: there is no such order among the {files.Orders.Count} that are run.");
    using var stop = new StopSignal();
    return options.Role is { } role
        ? await ServiceProcess.RunAsync(role, options, files, stop.Token)
        : await new Business(options, files, new Screen()).RunAsync(stop.Token);
}
catch (InputException wrong)
{
    Console.Error.WriteLine($"microservice-orders: {wrong.Message}");
    return Exit.WrongInput;
}
