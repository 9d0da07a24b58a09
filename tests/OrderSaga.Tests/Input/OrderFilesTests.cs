using Shop.Data;

namespace Shop.Tests.Input;

public sealed class OrderFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public OrderFilesTests()
    {
        Write("products.csv", """"
            productID,productName,supplierID,categoryID,quantityPerUnit,unitPrice,unitsInStock,unitsOnOrder,reorderLevel,discontinued
            1,"Ham, smoked ""Old Way""",1,1,x,9.90,10,0,0,0
            2,Tea,1,1,x,2.50,0,0,0,0

            """");
        Write("customers.csv", """
            customerID,companyName,contactName,contactTitle,address,city,region,postalCode,country,phone,fax
            ANNAS,Anna's,Anna,Owner,Kai 7, Hof 2,Kiel,NULL,24103,DE,555,NULL

            """);
        Write("orders.csv", """
            orderID,customerID,employeeID,orderDate,requiredDate,shippedDate,shipVia,freight,shipName,shipAddress,shipCity,shipRegion,shipPostalCode,shipCountry
            2,ANNAS,1,2024-01-01,2024-01-02,NULL,1,3.50,Anna's,Kai 7, Hof 2,Kiel,NULL,24103,DE
            1,ANNAS,1,2024-01-01,2024-01-02,NULL,1,0,Anna's,Kai 7,Kiel,NULL,24103,DE

            """);
        Write("order-details.csv", "orderID,productID,unitPrice,quantity,discount\n1,1,9.90,2,0\n2,1,9.90,1,0.05\n2,2,2.50,3,0\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Orders_come_in_the_order_of_their_file_with_their_lines()
    {
        var files = OrderFiles.Read(_folder.Path);

        Assert.Equal([2, 1], files.Orders.Select(order => order.Number));
        Assert.Equal([1, 2], files.Orders[0].Lines.Select(line => line.ProductId));
        Assert.Equal(new Product(1, "Ham, smoked \"Old Way\"", 10), files.Products[0]);
    }

    [Fact]
    public void A_comma_before_a_space_is_text_where_a_row_has_too_many_values() =>
        Assert.Equal("Anna's, Kai 7, Hof 2, Kiel, DE", OrderFiles.Read(_folder.Path).Orders[0].ShipTo);

    [Fact]
    public void Columns_may_stand_in_another_order_and_blank_lines_and_CRLF_do_no_harm()
    {
        Write("order-details.csv", "discount,quantity,unitPrice,productID,orderID\r\n\r\n0,2,9.90,1,1\r\n0.05,1,9.90,1,2\r\n");

        Assert.Equal(0.05m, OrderFiles.Read(_folder.Path).Orders[0].Lines[0].Discount);
    }

    [Theory]
    [InlineData("order-details.csv", "1,1,9.90,2,0", "1,1,9.90,2", "order-details.csv, line 2: 4 values, but the header names 5 columns")]
    [InlineData("order-details.csv", "1,1,9.90,2,0", "1,1,9.90,2,0,0", "order-details.csv, line 2: 6 values, but the header names 5 columns")]
    [InlineData("order-details.csv", "1,1,9.90,2,0", "1,7,9.90,2,0", "order-details.csv, line 2: productID 7 is not in products.csv")]
    [InlineData("order-details.csv", "1,1,9.90,2,0", "1,1,9.90,0,0", "order-details.csv, line 2: quantity is '0'")]
    [InlineData("order-details.csv", "1,1,9.90,2,0", "1,1,9.90,2.5,0", "order-details.csv, line 2: quantity is '2.5'")]
    [InlineData("order-details.csv", "1,1,9.90,2,0", "1,1,-1,2,0", "order-details.csv, line 2: unitPrice is '-1'")]
    [InlineData("order-details.csv", "2,2,2.50,3,0", "2,2,2.50,3,1.01", "order-details.csv, line 4: discount is '1.01', not a number from 0 to 1")]
    [InlineData("order-details.csv", "2,2,2.50,3,0", "2,1,2.50,3,0", "order-details.csv, line 4: productID 1 is in order 2 twice")]
    [InlineData("order-details.csv", "2,2,2.50,3,0", "3,2,2.50,3,0", "order-details.csv, line 4: orderID 3 is not in orders.csv")]
    [InlineData("order-details.csv", "1,1,9.90,2,0\n", "", "orders.csv, line 3: orderID 1 has no line in order-details.csv")]
    [InlineData("orders.csv", "2,ANNAS", "1,ANNAS", "orders.csv, line 3: orderID 1 is there twice")]
    [InlineData("orders.csv", "2,ANNAS", "2,NOONE", "orders.csv, line 2: customerID NOONE is not in customers.csv")]
    [InlineData("orders.csv", "2,ANNAS", "2,NULL", "orders.csv, line 2: customerID is empty")]
    [InlineData("orders.csv", "2,ANNAS", "two,ANNAS", "orders.csv, line 2: orderID is 'two', not a whole number of at least 1")]
    [InlineData("orders.csv", "3.50", "3.505", "orders.csv, line 2: freight is '3.505', not a whole number of cents")]
    [InlineData("orders.csv", "3.50", "3,50", "orders.csv, line 2: 15 values, but the header names 14 columns")]
    [InlineData("orders.csv", "freight", "frieght", "orders.csv, line 1: no column freight")]
    [InlineData("orders.csv", "employeeID", "freight", "orders.csv, line 1: the column freight is there twice")]
    [InlineData("products.csv", "2,Tea", "1,Tea", "products.csv, line 3: productID 1 is there twice")]
    [InlineData("products.csv", "2,Tea", "2,Te\"a", "products.csv, line 3: a quote")]
    [InlineData("products.csv", "2,Tea", "2,\"Tea", "products.csv, line 3: a quote")]
    [InlineData("products.csv", "2.50,0", "2.50,-1", "products.csv, line 3: unitsInStock is '-1'")]
    [InlineData("customers.csv", "companyName", "company", "customers.csv, line 1: no column companyName")]
    public void A_wrong_row_is_named_by_file_and_line(string file, string right, string wrong, string expected)
    {
        var text = File.ReadAllText(_folder[file]);
        Assert.Contains(right, text, StringComparison.Ordinal);
        Write(file, text.Replace(right, wrong, StringComparison.Ordinal));

        var error = Assert.Throws<InputException>(() => OrderFiles.Read(_folder.Path));

        Assert.StartsWith(_folder[expected], error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("orders.csv")]
    [InlineData("order-details.csv")]
    [InlineData("products.csv")]
    [InlineData("customers.csv")]
    public void A_missing_or_empty_file_is_named(string file)
    {
        Write(file, "");
        Assert.StartsWith(_folder[file] + ", line 1: the header is missing", Error(), StringComparison.Ordinal);

        File.Delete(_folder[file]);
        Assert.Equal(_folder[file] + ": there is no such file.", Error());

        string Error() => Assert.Throws<InputException>(() => OrderFiles.Read(_folder.Path)).Message;
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_named_by_line()
    {
        File.AppendAllBytes(_folder["products.csv"], [.. "3,Caf"u8, 0xE9, .. ",1,1,x,1,1,0,0,0\n"u8]);

        Assert.Equal(_folder["products.csv"] + ", line 4: not UTF-8.", Assert.Throws<InputException>(() => OrderFiles.Read(_folder.Path)).Message);
    }

    [Fact]
    public void A_line_is_counted_right_behind_values_of_several_lines()
    {
        Write("products.csv", "productID,productName,unitsInStock\n1,\"Ham\nsmoked\",1\n\n2,Tea,x\n");

        Assert.StartsWith(_folder["products.csv"] + ", line 5: unitsInStock", Assert.Throws<InputException>(() => OrderFiles.Read(_folder.Path)).Message,
            StringComparison.Ordinal);
    }

    private void Write(string file, string text) => File.WriteAllText(_folder[file], text);
}
