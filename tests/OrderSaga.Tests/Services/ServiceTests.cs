using Shop.Checkout;
using Shop.Data;
using Shop.Services;

namespace Shop.Tests.Services;

/// <summary>The services answer a repeated key as real ones do. Each test also closes and opens the service: nothing is only in memory.</summary>
public sealed class ServiceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_same_charge_twice_takes_the_money_once()
    {
        var first = await Payments(p => p.ChargeAsync("k", 1, 20m, default));
        var second = await Payments(p => p.ChargeAsync("k", 1, 20m, default));

        Assert.Equal(first, second);
        Assert.Equal(1, Count("payments.db", "charges"));
    }

    [Fact]
    public async Task Other_keys_are_other_charges()
    {
        await Payments(p => p.ChargeAsync("a", 1, 20m, default));
        await Payments(p => p.ChargeAsync("b", 1, 20m, default));

        Assert.Equal(2, Count("payments.db", "charges"));
    }

    [Fact]
    public async Task A_refusal_is_remembered_with_its_type_and_reason()
    {
        var first = await Assert.ThrowsAsync<CardDeclinedException>(() => Payments(p => p.ChargeAsync("k", 1, 20m, default), cardLimit: 10m));
        // The card would pay now; the answer to this key stays.
        var second = await Assert.ThrowsAsync<CardDeclinedException>(() => Payments(p => p.ChargeAsync("k", 1, 20m, default), cardLimit: 100m));

        Assert.Equal(first.Message, second.Message);
        Assert.Equal(0, Count("payments.db", "charges"));
    }

    [Fact]
    public async Task The_same_refund_twice_gives_the_money_back_once()
    {
        await Payments(p => p.ChargeAsync("k", 1, 20m, default));
        await Payments(p => p.RefundAsync("k/undo", "k", default));
        await Payments(p => p.RefundAsync("k/undo", "k", default));

        Assert.Equal(1, Count("payments.db", "refunds"));
    }

    [Fact]
    public async Task An_undo_before_its_action_does_nothing_and_the_action_is_refused_for_ever()
    {
        await Payments(p => p.RefundAsync("k/undo", "k", default));

        await Assert.ThrowsAsync<RefusedException>(() => Payments(p => p.ChargeAsync("k", 1, 20m, default)));
        await Assert.ThrowsAsync<RefusedException>(() => Payments(p => p.ChargeAsync("k", 1, 20m, default)));
        Assert.Equal(0, Count("payments.db", "charges"));
        Assert.Equal(0, Count("payments.db", "refunds"));
    }

    [Fact]
    public async Task An_action_that_comes_again_after_its_undo_is_refused()
    {
        await Payments(p => p.ChargeAsync("k", 1, 20m, default));
        await Payments(p => p.RefundAsync("k/undo", "k", default));

        await Assert.ThrowsAsync<RefusedException>(() => Payments(p => p.ChargeAsync("k", 1, 20m, default)));
        Assert.Equal(1, Count("payments.db", "charges"));
    }

    [Fact]
    public async Task The_undo_of_a_refused_action_does_nothing()
    {
        await Assert.ThrowsAsync<CardDeclinedException>(() => Payments(p => p.ChargeAsync("k", 1, 20m, default), cardLimit: 10m));
        await Payments(p => p.RefundAsync("k/undo", "k", default));

        Assert.Equal(0, Count("payments.db", "refunds"));
        await Assert.ThrowsAsync<CardDeclinedException>(() => Payments(p => p.ChargeAsync("k", 1, 20m, default)));
    }

    [Fact]
    public async Task A_reservation_takes_every_line_or_none()
    {
        await Assert.ThrowsAsync<OutOfStockException>(() => Stock(s => s.ReserveAsync("a", 1, [Line(1, 4), Line(2, 6)], default)));
        Assert.Equal([10, 5], Left());

        var reservation = await Stock(s => s.ReserveAsync("b", 1, [Line(1, 4), Line(2, 5)], default));
        Assert.Equal(9, reservation.Units);
        Assert.Equal([6, 0], Left());
    }

    [Fact]
    public async Task A_release_puts_back_what_was_reserved_once()
    {
        await Stock(s => s.ReserveAsync("k", 1, [Line(1, 4), Line(2, 5)], default));
        await Stock(s => s.ReleaseAsync("k/undo", "k", default));
        await Stock(s => s.ReleaseAsync("k/undo", "k", default));

        Assert.Equal([10, 5], Left());
    }

    [Fact]
    public async Task A_released_reservation_cannot_be_shipped()
    {
        var reservation = await Stock(s => s.ReserveAsync("k", 1, [Line(1, 4)], default));
        await Stock(s => s.ReleaseAsync("k/undo", "k", default));

        await Assert.ThrowsAsync<RefusedException>(() => Stock(s => s.ShipAsync("ship", reservation.Id, "Kiel", default)));
    }

    [Fact]
    public async Task A_repeated_shipment_is_the_same_parcel()
    {
        var reservation = await Stock(s => s.ReserveAsync("k", 1, [Line(1, 4)], default));
        var first = await Stock(s => s.ShipAsync("ship", reservation.Id, "Kiel", default));

        Assert.Equal(first, await Stock(s => s.ShipAsync("ship", reservation.Id, "Kiel", default)));
    }

    [Fact]
    public async Task An_order_is_filed_closed_and_mailed_once()
    {
        for (var i = 0; i < 2; i++)
        {
            using var orders = new Orders(_folder["orders.db"]);
            var order = await orders.CreateAsync("create", 1, "ANNAS", 20m, default);
            await orders.CloseAsync("close", order.Id, "P1", default);
            await orders.SendMailAsync("mail", order.Id, "Hello", default);
        }

        Assert.Equal(1, Count("orders.db", "orders"));
        Assert.Equal(1, Count("orders.db", "mails"));
    }

    [Fact]
    public async Task Calls_at_the_same_time_do_not_get_into_each_other()
    {
        using var payments = new Payments(_folder["payments.db"]);

        await Parallel.ForAsync(0, 200, async (i, stop) => await payments.ChargeAsync($"k{i % 50}", i % 50, 1m, stop));

        Assert.Equal(50, Count("payments.db", "charges"));
    }

    [Fact]
    public void A_file_that_is_no_database_is_named()
    {
        File.WriteAllText(_folder["payments.db"], new string('x', 5000));

        Assert.StartsWith(_folder["payments.db"], Assert.Throws<InputException>(() => new Payments(_folder["payments.db"])).Message, StringComparison.Ordinal);
    }

    private static OrderLine Line(int product, int quantity) => new(product, 1m, quantity, 0m);

    private async Task<T> Payments<T>(Func<Payments, Task<T>> call, decimal? cardLimit = null)
    {
        using var payments = new Payments(_folder["payments.db"], cardLimit);
        return await call(payments);
    }

    private Task Payments(Func<Payments, Task> call) => Payments(async payments =>
    {
        await call(payments);
        return true;
    });

    private async Task<T> Stock<T>(Func<Stock, Task<T>> call)
    {
        using var stock = new Stock(_folder["stock.db"], [new(1, "Ham", 10), new(2, "Tea", 5)]);
        return await call(stock);
    }

    private Task Stock(Func<Stock, Task> call) => Stock(async stock =>
    {
        await call(stock);
        return true;
    });

    private long Count(string file, string table)
    {
        using var database = new Database(_folder[file]);
        return database.Query($"SELECT COUNT(*) FROM {table}", row => row.GetInt64(0))[0];
    }

    private List<int> Left()
    {
        using var database = new Database(_folder["stock.db"]);
        return database.Query("SELECT units_left FROM products ORDER BY id", row => row.GetInt32(0));
    }
}
