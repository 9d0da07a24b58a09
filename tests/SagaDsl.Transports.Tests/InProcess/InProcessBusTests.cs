using SagaDsl.Testing.Transports;
using SagaDsl.Transport;

namespace SagaDsl.Transports.Tests.InProcess;

public sealed class InProcessBusTests : SagaTransportContract
{
    protected override Task<TransportNetwork> MakeNetworkAsync() => Task.FromResult<TransportNetwork>(new Bus());

    [Fact]
    public async Task A_message_is_sent_when_its_receiver_has_it()
    {
        var go = new TaskCompletionSource();
        var stock = await Network.OpenAsync("warehouse", async (_, _) => await go.Task, "stock");
        var shop = await Network.OpenAsync("shop");
        var send = shop.SendAsync(ToParticipant("stock", "1"));
        await stock.UntilAsync(() => stock.Running == 1, () => "the message did not come");
        Assert.False(send.IsCompleted);
        go.SetResult();
        await send;
        Assert.Equal(["1"], stock.KeptIds);
    }

    [Fact]
    public async Task Who_does_not_take_it_in_is_named_to_the_sender_in_the_end()
    {
        var stock = await Network.OpenAsync("warehouse", (_, _) => throw new IOException("The disk is full."), "stock");
        var e = await Assert.ThrowsAsync<TransportUnavailableException>(() => stock.SendAsync(ToParticipant("stock", "1")));
        Assert.Equal("The runtime that has participant 'stock' did not take a message in: The disk is full.", e.Message);
        Assert.IsType<IOException>(e.InnerException);
    }

    [Fact]
    public async Task Nobody_there_says_what_to_do()
    {
        var shop = await Network.OpenAsync("shop");
        var e = await Assert.ThrowsAsync<TransportUnavailableException>(() => shop.SendAsync(ToParticipant("stock", "1")));
        Assert.Contains("sagas.AddStock()", e.Message);
        Assert.Contains("sagas.UseNats(..)", e.Message);
    }

    [Fact]
    public async Task Runtimes_on_other_buses_do_not_hear_each_other()
    {
        await using var other = new Bus();
        var stock = await other.OpenAsync("warehouse", "stock");
        var shop = await Network.OpenAsync("shop");
        await Assert.ThrowsAsync<TransportUnavailableException>(() => shop.SendAsync(ToParticipant("stock", "1")));
        Assert.Empty(stock.Kept);
    }

    [Fact]
    public async Task Who_opens_an_inbox_anew_gets_its_messages()
    {
        var left = await Network.OpenAsync("shop");
        var anew = await Network.OpenAsync("shop");
        for (var i = 0; i < 4; i++)
            await anew.SendAsync(ToInbox("shop", $"{i}"));
        Assert.Equal(4, anew.Kept.Count);
        await left.DisposeAsync();
        await anew.SendAsync(ToInbox("shop", "4"));
        Assert.Equal(5, anew.Kept.Count);
    }

    private sealed class Bus : TransportNetwork
    {
        private readonly InProcessBus _bus = new();

        public override bool IsDurable => false;

        public override ISagaTransport Make() => _bus.Connect();
    }
}
