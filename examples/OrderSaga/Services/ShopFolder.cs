using System.Security.Cryptography;
using System.Text.Json;
using Shop.Cli;
using Shop.Data;

namespace Shop.Services;

/// <summary>The folder of a shop: one database for each service, and one for the sagas. Opened again, it goes on where it was.</summary>
public sealed class ShopFolder : IDisposable
{
    private ShopFolder(string path, OrderFiles files, StoreKind store, decimal? cardLimit)
    {
        (Path, SagasFile) = (path, Journals(path, store));
        Orders = new(OrdersFile);
        Payments = new(PaymentsFile, cardLimit);
        Stock = new(StockFile, files.Products);
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The file of the orders service.</summary>
    public string OrdersFile => File("orders.db");

    /// <summary>The file of the payments service.</summary>
    public string PaymentsFile => File("payments.db");

    /// <summary>The file of the stock service.</summary>
    public string StockFile => File("stock.db");

    /// <summary>The file of the sagas' journals.</summary>
    public string SagasFile { get; }

    /// <summary>The orders service.</summary>
    public Orders Orders { get; }

    /// <summary>The payments service.</summary>
    public Payments Payments { get; }

    /// <summary>The stock service.</summary>
    public Stock Stock { get; }

    /// <summary>Opens the folder that was asked for, or a fresh one.</summary>
    /// <exception cref="InputException">The folder belongs to other orders, or cannot be used.</exception>
    public static ShopFolder Open(Options options, OrderFiles files)
    {
        try
        {
            var path = options.Db is null ? Directory.CreateTempSubdirectory("order-saga-").FullName : System.IO.Path.GetFullPath(options.Db);
            Claim(path, files, options.Store);
            return new(path, files, options.Store, options.CardLimit);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"--db {options.Db}: {e.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Orders.Dispose();
        Payments.Dispose();
        Stock.Dispose();
    }

    // A folder is for one set of orders: with another, stock and money could not balance.
    private static void Claim(string path, OrderFiles files, StoreKind store)
    {
        // What one store left unfinished, another does not know.
        foreach (var (other, name) in new[] { (StoreKind.LiteDb, "litedb"), (StoreKind.Sqlite, "sqlite") })
        {
            if (other != store && System.IO.File.Exists(Journals(path, other)))
                throw new InputException($"--db {path}: the journals in this folder are kept by --store {name}. Give that one, or another --db.");
        }

        var mark = System.IO.Path.Combine(path, "data.sha256");
        var hash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(files)));
        if (!System.IO.File.Exists(mark))
        {
            Directory.CreateDirectory(path);
            System.IO.File.WriteAllText(mark + ".new", hash);
            System.IO.File.Move(mark + ".new", mark);
        }
        else if (System.IO.File.ReadAllText(mark) != hash)
            throw new InputException($"--db {path}: this folder belongs to other orders than those of --data. Give the --data it began with, or another --db.");
    }

    private static string Journals(string path, StoreKind store) => System.IO.Path.Combine(path, store == StoreKind.Sqlite ? "sagas.sqlite" : "sagas.db");

    private string File(string name) => System.IO.Path.Combine(Path, name);
}
