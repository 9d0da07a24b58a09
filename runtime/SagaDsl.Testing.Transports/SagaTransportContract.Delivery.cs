using System.Diagnostics;
using System.Text;
using SagaDsl.Transport;

namespace SagaDsl.Testing.Transports;

/// <summary>What is sent arrives, where it was sent to.</summary>
public abstract partial class SagaTransportContract
{
    [Fact]
    public async Task A_message_arrives_as_it_was_sent()
    {
        var shop = await Network.OpenAsync("shop");
        var stock = await Network.OpenAsync("warehouse", "stock");
        var sent = new TransportMessage("order-1/Reserve", TransportAddress.Participant("stock"), new byte[] { 0, 1, 2, 13, 10, 255 })
        {
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };
        await shop.SendAsync(sent);
        await stock.KeptAsync(1);
        var came = Assert.Single(stock.Kept);
        Assert.Equal((sent.Id, sent.To, sent.TraceParent), (came.Id, came.To, came.TraceParent));
        Assert.Equal(sent.Body.ToArray(), came.Body.ToArray());
    }

    [Fact]
    public async Task A_message_without_trace_and_without_body_arrives()
    {
        var shop = await Network.OpenAsync("shop", "stock");
        await shop.SendAsync(new("empty", TransportAddress.Participant("stock"), default));
        await shop.KeptAsync(1);
        Assert.Equal((0, null), (shop.Kept[0].Body.Length, shop.Kept[0].TraceParent));
    }

    [Fact]
    public async Task A_runtime_reaches_its_own_participants_and_its_own_inbox()
    {
        var node = await Network.OpenAsync("shop", "stock", "payments");
        await node.SendAsync(ToParticipant("stock", "1"));
        await node.SendAsync(ToParticipant("payments", "2"));
        await node.SendAsync(ToInbox("shop", "3"));
        await node.KeptAsync(3);
    }

    [Fact]
    public async Task Processes_that_share_a_participant_share_its_messages()
    {
        var shop = await Network.OpenAsync("shop");
        var nodes = await Task.WhenAll(Network.OpenAsync("one", "stock"), Network.OpenAsync("two", "stock"));
        var sent = 0;
        // One may be quicker than the other to begin; in the end both have some.
        for (var rounds = 0; rounds == 0 || (nodes.Any(node => node.Kept.Count == 0) && rounds < 100); rounds++)
        {
            await Task.WhenAll(Enumerable.Range(sent, 50).Select(i => shop.SendAsync(ToParticipant("stock", $"order-{i}"))));
            sent += 50;
            await nodes[0].UntilAsync(() => nodes.SelectMany(node => node.KeptIds).Distinct().Count() == sent, () => "not all came");
        }

        Assert.All(nodes, node => Assert.NotEmpty(node.Kept));
        // One of them gets it, not both: but for a double now and then.
        Assert.True(nodes.Sum(node => node.Kept.Count) < 1.5 * sent, "Both got what only one of them should.");
    }

    [Fact]
    public async Task A_reply_goes_to_its_inbox_only()
    {
        var shop = await Network.OpenAsync("shop", "stock");
        var other = await Network.OpenAsync("other", "stock");
        await shop.SendAsync(ToInbox("other", "for the other"));
        await other.SendAsync(ToInbox("shop", "for the shop"));
        await Task.WhenAll(other.KeptAsync("for the other"), shop.KeptAsync("for the shop"));
        Assert.Equal(["for the shop"], shop.KeptIds);
        Assert.Equal(["for the other"], other.KeptIds);
    }

    [Fact]
    public async Task An_inbox_and_a_participant_of_one_name_are_two_addresses()
    {
        var shop = await Network.OpenAsync("stock");
        var stock = await Network.OpenAsync("warehouse", "stock");
        await shop.SendAsync(ToParticipant("stock", "command"));
        await stock.SendAsync(ToInbox("stock", "reply"));
        await Task.WhenAll(shop.KeptAsync("reply"), stock.KeptAsync("command"));
        Assert.Equal(["reply"], shop.KeptIds);
        Assert.Equal(["command"], stock.KeptIds);
    }

    [Fact]
    public async Task The_same_id_twice_is_harmless()
    {
        var node = await Network.OpenAsync("shop", "stock");
        await node.SendAsync(ToParticipant("stock", "1"));
        await node.SendAsync(ToParticipant("stock", "1"));
        await node.SendAsync(ToParticipant("stock", "2"));
        await node.KeptAsync("2");
        await node.KeptAsync("1");
        Assert.InRange(node.Kept.Count, 2, 3);
    }

    [Fact]
    public async Task One_id_to_several_addresses_is_several_messages()
    {
        var node = await Network.OpenAsync("shop", "stock", "payments");
        TransportAddress[] to = [TransportAddress.Participant("stock"), TransportAddress.Participant("payments"), TransportAddress.Inbox("shop")];
        foreach (var address in to)
            await node.SendAsync(new("one id", address, "a"u8.ToArray()));
        await node.UntilAsync(() => to.All(address => node.Kept.Any(message => message.To == address)), () => "one of the three did not come");
    }

    [Fact]
    public async Task A_message_that_was_not_taken_in_comes_again_after_a_pause()
    {
        var times = new List<long>();
        var stock = await Network.OpenAsync("warehouse", (_, _) =>
        {
            times.Add(Stopwatch.GetTimestamp());
            return times.Count < 3 ? throw new InvalidOperationException("The database is away.") : default;
        }, "stock");
        var shop = await Network.OpenAsync("shop");
        await shop.SendAsync(ToParticipant("stock", "1", "the body"));
        await stock.KeptAsync(1);
        Assert.Equal("the body", TextOf(stock.Kept[0]));
        Assert.Equal(3, times.Count);
        var pauses = times.Zip(times.Skip(1), Stopwatch.GetElapsedTime);
        Assert.All(pauses, pause => Assert.True(pause > TimeSpan.FromMilliseconds(20), $"A pause of {pause}."));
    }

    [Fact]
    public async Task What_was_taken_in_does_not_come_again_after_a_restart()
    {
        var shop = await Network.OpenAsync("shop");
        var first = await Network.OpenAsync("warehouse", "stock");
        for (var i = 0; i < 20; i++)
            await shop.SendAsync(ToParticipant("stock", $"early {i}"));
        await first.KeptAsync(20);
        await first.DisposeAsync();
        var second = await Network.OpenAsync("warehouse", "stock");
        await shop.SendAsync(ToParticipant("stock", "late"));
        await second.KeptAsync("late");
        Assert.Equal(["late"], second.KeptIds);
    }

    [Fact]
    public async Task What_is_sent_to_who_is_not_there_is_kept_or_refused()
    {
        var shop = await Network.OpenAsync("shop");
        foreach (var message in new[] { ToParticipant("stock", "a command", "a body"), ToInbox("elsewhere", "a reply", "a body") })
        {
            if (Network.IsDurable)
                await shop.SendAsync(message);
            else
                Assert.Contains(message.To.ToString(), (await Assert.ThrowsAsync<TransportUnavailableException>(() => shop.SendAsync(message))).Message);
        }

        await shop.DisposeAsync();
        var later = await Network.OpenAsync("elsewhere", "stock");
        if (!Network.IsDurable)
        {
            var again = await Network.OpenAsync("shop");
            await again.SendAsync(ToParticipant("stock", "a command", "a body"));
            await again.SendAsync(ToInbox("elsewhere", "a reply", "a body"));
        }

        await later.KeptAsync(2);
        Assert.Equal(["a command", "a reply"], later.KeptIds);
        Assert.All(later.Kept, message => Assert.Equal("a body", TextOf(message)));
    }

    [Fact]
    public async Task A_participant_that_is_named_twice_is_received_once()
    {
        var node = await Network.OpenAsync("shop", "stock", "stock");
        for (var i = 0; i < 10; i++)
            await node.SendAsync(ToParticipant("stock", $"{i}"));
        await node.KeptAsync(10);
        Assert.Equal(10, node.Kept.Count);
    }

    [Fact]
    public async Task Messages_of_every_size_arrive_unchanged()
    {
        var node = await Network.OpenAsync("shop", "stock");
        var random = new Random(1);
        var bodies = new[] { 1, 127, 4096, 65_535, 65_536, 500_000 }.Where(size => size <= (Network.LargestBody ?? int.MaxValue)).Select(size =>
        {
            var body = new byte[size];
            random.NextBytes(body);
            return body;
        }).ToList();
        await Task.WhenAll(bodies.Select(body => node.SendAsync(new($"{body.Length}", TransportAddress.Participant("stock"), body))));
        await node.KeptAsync(bodies.Count);
        foreach (var body in bodies)
            Assert.True(body.AsSpan().SequenceEqual(node.Kept.First(message => message.Id == $"{body.Length}").Body.Span));
    }

    [Fact]
    public async Task The_largest_message_passes_and_one_byte_more_is_refused()
    {
        var node = await Network.OpenAsync("shop", "stock");
        if (Network.LargestBody is not { } largest)
        {
            await node.SendAsync(new("large", TransportAddress.Participant("stock"), new byte[50_000_000]));
            return;
        }

        // Neither a long id nor a trace takes away from it.
        var id = new string('\u20ac', 500);
        var message = new TransportMessage(id, TransportAddress.Participant("stock"), new byte[largest])
        {
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };
        await node.SendAsync(message);
        await node.KeptAsync(id);
        var e = await Assert.ThrowsAsync<TransportRefusedException>(() => node.SendAsync(message with { Id = "one more", Body = new byte[largest + 1] }));
        Assert.Contains($"{largest + 1}", e.Message, StringComparison.Ordinal);
        // The connection is none the worse.
        await node.SendAsync(ToParticipant("stock", "next"));
        await node.KeptAsync("next");
    }

    [Theory]
    [InlineData("order 1/Reserve")]
    [InlineData("Größe/数量/🚚")]
    [InlineData("a.b*c>d")]
    [InlineData("a%20b:c=d?e&f#g\"h\\i")]
    [InlineData(" leading and trailing ")]
    [InlineData("\u00a0\u2028\u200d\ufeff")]
    public async Task An_id_may_be_any_text(string id)
    {
        var longest = string.Concat(Enumerable.Repeat("🚚", 250));
        var node = await Network.OpenAsync("shop", "stock");
        await node.SendAsync(ToParticipant("stock", id));
        await node.SendAsync(ToParticipant("stock", longest));
        await node.KeptAsync(2);
        Assert.Equal(new[] { id, longest }.Order(StringComparer.Ordinal), node.KeptIds);
    }

    [Fact]
    public async Task Ids_that_look_alike_are_several_messages()
    {
        var node = await Network.OpenAsync("shop", "stock");
        string[] ids = ["\u00e9", "e\u0301", "E\u0301", "a", "A", "a ", "%61", "\u0430"];
        foreach (var id in ids)
            await node.SendAsync(ToParticipant("stock", id, Convert.ToHexString(Encoding.UTF8.GetBytes(id))));
        await node.KeptAsync(ids.Length);
        Assert.All(node.Kept, message => Assert.Equal(Convert.ToHexString(Encoding.UTF8.GetBytes(message.Id)), TextOf(message)));
    }
}
