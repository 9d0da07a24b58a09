using System.Security.Cryptography;
using System.Text.Json;
using Shop.Cli;
using Shop.Data;

namespace Shop.Services;

/// <summary>The folder of a shop: for each service a database and a journal, and a journal for the sagas. Opened again, it goes on where it was.</summary>
/// <param name="path">The folder.</param>
public sealed class ShopFolder(string path)
{
    private const string JournalEnd = ".journal.db";

    /// <summary>The folder.</summary>
    public string Path => path;

    /// <summary>The database of the orders service.</summary>
    public string OrdersFile => File("orders.db");

    /// <summary>The database of the payments service.</summary>
    public string PaymentsFile => File("payments.db");

    /// <summary>The database of the stock service.</summary>
    public string StockFile => File("stock.db");

    /// <summary>The database of the shipping service.</summary>
    public string ShippingFile => File("shipping.db");

    /// <summary>The journals that are there, by the names of the processes that write them.</summary>
    public IEnumerable<(string Process, string File)> Journals => Directory.EnumerateFiles(path, "*" + JournalEnd).Order(StringComparer.Ordinal)
        .Select(file => (System.IO.Path.GetFileName(file)[..^JournalEnd.Length], file));

    /// <summary>The journal of a process, a LiteDB file.</summary>
    public string Journal(string process) => File(process + JournalEnd);

    /// <summary>Opens the folder that was asked for, or a fresh one.</summary>
    /// <exception cref="InputException">The folder belongs to other orders, or cannot be used.</exception>
    public static ShopFolder Open(Options options, OrderFiles files)
    {
        try
        {
            var path = options.Db is null ? Directory.CreateTempSubdirectory("microservice-orders-").FullName : System.IO.Path.GetFullPath(options.Db);
            Claim(path, files);
            return new(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"--db {options.Db}: {e.Message}");
        }
    }

    // A folder is for one set of orders: with another, stock and money could not balance. Services that start at once may all be the first.
    private static void Claim(string path, OrderFiles files)
    {
        Directory.CreateDirectory(path);
        var mark = System.IO.Path.Combine(path, "data.sha256");
        var hash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(files)));
        if (!System.IO.File.Exists(mark))
        {
            var mine = $"{mark}.{Environment.ProcessId}";
            System.IO.File.WriteAllText(mine, hash);
            System.IO.File.Move(mine, mark, overwrite: true);
        }
        else if (System.IO.File.ReadAllText(mark) != hash)
            throw new InputException($"--db {path}: this folder belongs to other orders. Give the --data and --orders it began with, or another --db.");
    }

    private string File(string name) => System.IO.Path.Combine(path, name);
}
