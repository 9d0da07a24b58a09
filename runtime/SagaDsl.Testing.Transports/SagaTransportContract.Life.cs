using Microsoft.Extensions.Logging.Abstractions;
using SagaDsl.Transport;

namespace SagaDsl.Testing.Transports;

/// <summary>Opening, closing, giving up, and what is refused.</summary>
public abstract partial class SagaTransportContract
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("two words")]
    [InlineData("a.b")]
    [InlineData("*")]
    [InlineData(">")]
    [InlineData("a/b")]
    [InlineData("a\r\nb")]
    [InlineData("größe")]
    public async Task A_name_that_is_none_is_refused(string name)
    {
        var node = await Network.OpenAsync("shop");
        foreach (var message in new[] { ToParticipant(name, "1"), ToInbox(name, "1") })
            Assert.Contains($"'{name}'", (await Assert.ThrowsAsync<TransportRefusedException>(() => node.SendAsync(message))).Message);
        await Assert.ThrowsAsync<TransportRefusedException>(() => Network.OpenAsync("other", name));
        await Assert.ThrowsAsync<TransportRefusedException>(() => Network.OpenAsync(name));
    }

    [Fact]
    public async Task A_name_may_have_letters_digits_and_two_signs()
    {
        var node = await Network.OpenAsync("inbox-_1", "Stock-2_b", new string('a', 100));
        await node.SendAsync(ToParticipant("Stock-2_b", "1"));
        await node.SendAsync(ToParticipant(new string('a', 100), "2"));
        await node.SendAsync(ToInbox("inbox-_1", "3"));
        await node.KeptAsync(3);
    }

    // Not the text itself: an attribute cannot hold all of them.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task An_id_that_is_none_is_refused(int which)
    {
        string[] ids = ["", new('a', 501), "a\r\nb", "a\ud800"];
        var node = await Network.OpenAsync("shop", "stock");
        await Assert.ThrowsAsync<TransportRefusedException>(() => node.SendAsync(ToParticipant("stock", ids[which])));
        await node.SendAsync(ToParticipant("stock", "1"));
        await node.KeptAsync(1);
        Assert.Equal(["1"], node.KeptIds);
    }

    [Fact]
    public async Task A_send_that_was_cancelled_before_it_began_sends_nothing()
    {
        var node = await Network.OpenAsync("shop", "stock");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await node.Transport.SendAsync(ToParticipant("stock", "cancelled"), new CancellationToken(true)));
        await node.SendAsync(ToParticipant("stock", "next"));
        await node.KeptAsync("next");
        Assert.Equal(["next"], node.KeptIds);
    }

    [Fact]
    public async Task Opening_that_was_cancelled_before_it_began_opens_nothing()
    {
        await using var transport = Network.Make();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await transport.OpenAsync(Opening("shop"), new CancellationToken(true)));
    }

    [Fact]
    public async Task A_sender_who_gives_up_does_not_cancel_the_receiver()
    {
        var go = new TaskCompletionSource();
        var stock = await Network.OpenAsync("warehouse", async (_, token) =>
        {
            await go.Task;
            token.ThrowIfCancellationRequested();
        }, "stock");
        var shop = await Network.OpenAsync("shop");
        using var giveUp = new CancellationTokenSource();
        var send = shop.Transport.SendAsync(ToParticipant("stock", "1"), giveUp.Token).AsTask();
        await stock.UntilAsync(() => stock.Running == 1, () => "the message did not come");
        await giveUp.CancelAsync();
        // Where sending does not wait for the receiver, it is done already.
        await send.ContinueWith(static _ => { }, TaskScheduler.Default).WaitAsync(Network.Patience);
        go.SetResult();
        await stock.KeptAsync(1);
        Assert.Equal(1, stock.Begun);
    }

    [Fact]
    public async Task A_transport_is_opened_once_and_before_it_sends()
    {
        await using var transport = Network.Make();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await transport.SendAsync(ToInbox("shop", "1"), default));
        await transport.OpenAsync(Opening("shop"), default);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await transport.OpenAsync(Opening("shop"), default));
        await transport.SendAsync(ToInbox("shop", "1"), default);
        Assert.NotEqual("", transport.Description);
    }

    [Fact]
    public async Task A_closed_transport_sends_nothing_and_closes_as_often_as_it_is_told()
    {
        var node = await Network.OpenAsync("shop", "stock");
        await node.DisposeAsync();
        await node.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => node.SendAsync(ToParticipant("stock", "1")));
        await using (Network.Make())
        {
            // Never opened.
        }

        var closed = Network.Make();
        await closed.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await closed.OpenAsync(Opening("shop"), default));
    }

    [Fact]
    public async Task Closing_cancels_what_is_being_received_and_waits_for_it()
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = await Network.OpenAsync("warehouse", async (_, token) =>
        {
            await using var _1 = token.Register(stopping.SetResult);
            await go.Task;
            token.ThrowIfCancellationRequested();
        }, "stock");
        var shop = await Network.OpenAsync("shop");
        var send = SendUntilSentAsync(shop, ToParticipant("stock", "1"));
        await first.UntilAsync(() => first.Running == 1, () => "the message did not come");
        var closing = first.DisposeAsync().AsTask();
        await stopping.Task.WaitAsync(Network.Patience);
        Assert.False(closing.IsCompleted);
        go.SetResult();
        await closing.WaitAsync(Network.Patience);
        Assert.Equal((0, 0), (first.Running, first.Kept.Count));

        // What it did not take in, the next one gets.
        var second = await Network.OpenAsync("warehouse", "stock");
        await second.KeptAsync("1");
        await send;
        Assert.Equal(1, first.Begun);
    }

    [Fact]
    public async Task Processes_that_come_and_go_lose_nothing()
    {
        var shop = await Network.OpenAsync("shop");
        var nodes = new List<TransportNode> { await Network.OpenAsync("warehouse-0", "stock") };
        var (sent, enough) = (0, false);
        var sending = Task.Run(async () =>
        {
            for (; !Volatile.Read(ref enough); sent++)
            {
                await SendUntilSentAsync(shop, ToParticipant("stock", $"{sent}"));
                await Task.Yield();
            }
        });
        for (var i = 1; i <= 5; i++)
        {
            nodes.Add(await Network.OpenAsync($"warehouse-{i}", "stock"));
            await nodes[i].UntilAsync(() => nodes[i].Begun > 20, () => "the new one gets nothing");
            await nodes[i - 1].DisposeAsync();
            Assert.Equal(0, nodes[i - 1].Running);
        }

        Volatile.Write(ref enough, true);
        await sending;
        await nodes[^1].UntilAsync(() => nodes.SelectMany(node => node.KeptIds).Distinct().Count() == sent, () => "not all came");
        var begun = nodes.Take(nodes.Count - 1).Sum(node => node.Begun);
        await shop.SendAsync(ToParticipant("stock", "last"));
        await nodes[^1].KeptAsync("last");
        Assert.Equal(begun, nodes.Take(nodes.Count - 1).Sum(node => node.Begun));
    }

    private static TransportOpening Opening(string inbox) => new("node", inbox, [], TimeProvider.System, NullLogger.Instance, static (_, _) => default);
}
