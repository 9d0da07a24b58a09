using SagaDsl;
using Shop;
using Shop.Cli;
using Shop.Data;
using Shop.Report;

// A small order business. Read on in OrderBusiness.cs (how it is wired) and Checkout/OrderSaga.cs (the saga).
try
{
    if (CommandLine.Parse(args, Console.Out) is not { } options)
        return Exit.Ok;

    // Everything that was given is read and checked before anything is made.
    var files = OrderFiles.Read(options.Data);
    using var stop = new StopSignal();
    return await new OrderBusiness(options, files, new Screen()).RunAsync(stop.Token);
}
catch (InputException wrong)
{
    Console.Error.WriteLine($"order-saga: {wrong.Message}");
    return Exit.WrongInput;
}
catch (StoreUnavailableException failure)
{
    Console.Error.WriteLine($"order-saga: the sagas' journals cannot be written: {failure.Message} Give --db the same folder again to go on.");
    return Exit.DoesNotBalance;
}
