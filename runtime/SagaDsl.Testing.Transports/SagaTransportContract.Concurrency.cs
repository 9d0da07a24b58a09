namespace SagaDsl.Testing.Transports;

/// <summary>Much at once: nothing waits for what it need not wait for, and nothing is lost.</summary>
public abstract partial class SagaTransportContract
{
    private static readonly AsyncLocal<string?> Ambient = new();

    [Fact]
    public async Task Many_messages_between_many_processes_all_arrive()
    {
        string[] names = ["a", "b", "c", "d"];
        var nodes = await Task.WhenAll(names.Select(name => Network.OpenAsync(name, name)));
        var sends = nodes.SelectMany((node, n) => names.SelectMany(name => Enumerable.Range(0, 50).Select(i =>
            node.SendAsync(i % 2 == 0 ? ToParticipant(name, $"{n} {i}") : ToInbox(name, $"{n} {i}")))));
        await Task.WhenAll(sends.ToList());
        await Task.WhenAll(nodes.Select(node => node.KeptAsync(200)));
    }

    [Fact]
    public async Task Two_that_send_to_each_other_while_they_receive_do_not_wait_for_each_other()
    {
        TransportNode? one = null, two = null;
        one = await Network.OpenAsync("one", async (message, _) =>
        {
            if (Answer(message.Id) is { } answer)
                await two!.SendAsync(ToParticipant("b", answer));
        }, "a");
        two = await Network.OpenAsync("two", async (message, _) =>
        {
            if (Answer(message.Id) is { } answer)
                await one.SendAsync(ToParticipant("a", answer));
        }, "b");
        await Task.WhenAll(Enumerable.Range(0, 20).SelectMany(i => new[]
        {
            one.SendAsync(ToParticipant("b", $"1 {i} 10")),
            two.SendAsync(ToParticipant("a", $"2 {i} 10")),
        }));
        await Task.WhenAll(one.KeptAsync(220), two.KeptAsync(220));

        // Counts down to 0.
        static string? Answer(string id)
        {
            var left = int.Parse(id[(id.LastIndexOf(' ') + 1)..]);
            return left == 0 ? null : id[..(id.LastIndexOf(' ') + 1)] + (left - 1);
        }
    }

    [Fact]
    public async Task A_long_row_of_messages_that_bring_forth_each_other_does_not_pile_up()
    {
        TransportNode? node = null;
        var sends = new List<Task>();
        node = await Network.OpenAsync("shop", (message, _) =>
        {
            var left = int.Parse(message.Id);
            if (left > 0)
            {
                lock (sends)
                    sends.Add(node!.SendAsync(ToParticipant("stock", $"{left - 1}")));
            }

            return default;
        }, "stock");
        await node.SendAsync(ToParticipant("stock", "5000"));
        await node.KeptAsync(5001);
        await Task.WhenAll(sends);
    }

    [Fact]
    public async Task A_slow_receiver_stops_no_other_message()
    {
        var go = new TaskCompletionSource();
        var stock = await Network.OpenAsync("warehouse", async (message, _) =>
        {
            if (message.Id == "slow")
                await go.Task;
        }, "stock", "returns");
        var shop = await Network.OpenAsync("shop");
        var slow = shop.SendAsync(ToParticipant("stock", "slow"));
        await stock.UntilAsync(() => stock.Running == 1, () => "the slow one did not come");
        for (var i = 0; i < 20; i++)
        {
            await shop.SendAsync(ToParticipant("stock", $"quick {i}"));
            await shop.SendAsync(ToParticipant("returns", $"other {i}"));
        }

        await stock.KeptAsync(40);
        Assert.DoesNotContain("slow", stock.KeptIds);
        go.SetResult();
        await slow;
        await stock.KeptAsync("slow");
    }

    [Fact]
    public async Task A_receiver_that_blocks_its_thread_stops_no_other_message()
    {
        using var go = new ManualResetEventSlim();
        var stock = await Network.OpenAsync("warehouse", (message, _) =>
        {
            if (message.Id == "slow")
                go.Wait(CancellationToken.None);
            return default;
        }, "stock");
        var shop = await Network.OpenAsync("shop");
        var slow = shop.SendAsync(ToParticipant("stock", "slow"));
        await stock.UntilAsync(() => stock.Running == 1, () => "the slow one did not come");
        await shop.SendAsync(ToParticipant("stock", "quick"));
        await stock.KeptAsync("quick");
        go.Set();
        await slow;
        await stock.KeptAsync("slow");
    }

    [Fact]
    public async Task Nothing_of_the_senders_context_is_the_receivers()
    {
        var seen = "nothing";
        Ambient.Value = "the opener's";
        var node = await Network.OpenAsync("shop", (_, _) =>
        {
            seen = Ambient.Value;
            return default;
        }, "stock");
        Ambient.Value = "the sender's";
        await node.SendAsync(ToParticipant("stock", "1"));
        await node.KeptAsync(1);
        Assert.Null(seen);
    }
}
