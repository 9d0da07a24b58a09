using Shop.Checkout;

namespace Shop.Data;

/// <summary>What the shop has and what was ordered, read from four CSV files in the format of the Northwind database.</summary>
/// <param name="Products">The products.</param>
/// <param name="Orders">The orders, in the order of their file.</param>
public sealed record OrderFiles(IReadOnlyList<Product> Products, IReadOnlyList<PlacedOrder> Orders)
{
    // The most that one order, or one price, can come to: sums of what fits here stay exact.
    private const int MaxUnits = 1_000_000;
    private const decimal MaxPrice = 1_000_000m;

    private static readonly string[] Address = ["shipName", "shipAddress", "shipCity", "shipCountry"];

    /// <summary>Reads products.csv, customers.csv, order-details.csv and orders.csv, and checks every row and how they fit together.</summary>
    /// <exception cref="InputException">A file is missing or a row is wrong; the message names both.</exception>
    public static OrderFiles Read(string directory)
    {
        if (!Directory.Exists(directory))
            throw new InputException($"{directory}: there is no such folder.");
        var products = ReadProducts(Path.Combine(directory, "products.csv"));
        var customers = ReadCustomers(Path.Combine(directory, "customers.csv"));
        var lines = ReadLines(Path.Combine(directory, "order-details.csv"), products);
        var orders = ReadOrders(Path.Combine(directory, "orders.csv"), customers, lines);
        return new([.. products.Values], orders);
    }

    private static Dictionary<int, Product> ReadProducts(string path)
    {
        var products = new Dictionary<int, Product>();
        foreach (var row in CsvTable.Read(path, ["productID", "productName", "unitsInStock"]))
        {
            var product = new Product(row.Whole("productID", 1), row.Text("productName"), row.Whole("unitsInStock", 0, MaxUnits));
            if (!products.TryAdd(product.Id, product))
                throw row.Wrong("productID", $"{product.Id} is there twice");
        }

        return products;
    }

    private static Dictionary<string, string> ReadCustomers(string path)
    {
        var customers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in CsvTable.Read(path, ["customerID", "companyName"]))
        {
            if (!customers.TryAdd(row.Text("customerID"), row.Text("companyName")))
                throw row.Wrong("customerID", $"{row.Text("customerID")} is there twice");
        }

        return customers;
    }

    private static Dictionary<int, Details> ReadLines(string path, Dictionary<int, Product> products)
    {
        var orders = new Dictionary<int, Details>();
        foreach (var row in CsvTable.Read(path, ["orderID", "productID", "unitPrice", "quantity", "discount"]))
        {
            var number = row.Whole("orderID", 1);
            var line = new OrderLine(row.Whole("productID", 1), row.Number("unitPrice", 0, MaxPrice), row.Whole("quantity", 1, MaxUnits),
                row.Number("discount", 0, 1));
            if (!products.ContainsKey(line.ProductId))
                throw row.Wrong("productID", $"{line.ProductId} is not in products.csv");
            if (!orders.TryGetValue(number, out var details))
                orders.Add(number, details = new(row, []));
            if (details.Lines.Exists(other => other.ProductId == line.ProductId))
                throw row.Wrong("productID", $"{line.ProductId} is in order {number} twice");
            details.Lines.Add(line);
        }

        return orders;
    }

    private static List<PlacedOrder> ReadOrders(string path, Dictionary<string, string> customers, Dictionary<int, Details> details)
    {
        var orders = new List<PlacedOrder>();
        var numbers = new HashSet<int>();
        foreach (var row in CsvTable.Read(path, ["orderID", "customerID", "freight", .. Address]))
        {
            var number = row.Whole("orderID", 1);
            if (!numbers.Add(number))
                throw row.Wrong("orderID", $"{number} is there twice");
            if (!details.TryGetValue(number, out var order))
                throw row.Wrong("orderID", $"{number} has no line in order-details.csv");
            var customer = row.Text("customerID");
            if (!customers.TryGetValue(customer, out var company))
                throw row.Wrong("customerID", $"{customer} is not in customers.csv");
            var freight = row.Number("freight", 0, MaxPrice);
            if (!decimal.IsInteger(freight * 100))
                throw row.Wrong("freight", $"is '{row.Text("freight")}', not a whole number of cents");
            var address = string.Join(", ", Address.Select(row.TextOrNull).OfType<string>());
            orders.Add(new(number, customer, company, address, freight, order.Lines));
        }

        var orphan = details.FirstOrDefault(order => !numbers.Contains(order.Key));
        return orphan.Value is null ? orders : throw orphan.Value.First.Wrong("orderID", $"{orphan.Key} is not in orders.csv");
    }

    private sealed record Details(CsvRow First, List<OrderLine> Lines);
}
