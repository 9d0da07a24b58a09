using System.Text.Json.Serialization;

namespace SagaDsl.Tests.Faults;

/// <summary>Values that cannot be read back, and numbers that are nearly equal.</summary>
public sealed class Unreadable
{
    // Fault 27
    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task An_ended_instance_whose_input_is_refused_today_does_not_stop_the_retention_of_others(string store)
    {
        await using var stage = await EndedAsync(store);
        await stage.PassAsync(TimeSpan.FromHours(3));
        Assert.NotNull((await stage.StoredAsync("b-good")).Tombstone);
        Assert.Equal(SagaStatus.Completed, (await stage.DriveAsync(stage.Node.Runtime.Instance("a-bad").WaitAsync())).Status);
    }

    // Fault 27
    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_start_that_conflicts_with_an_instance_whose_input_is_refused_today_is_told_of_the_conflict(string store)
    {
        await using var stage = await EndedAsync(store);
        var error = await Assert.ThrowsAsync<SagaIdConflictException>(async () => await stage.Code<Picky, int>().StartAsync("a-bad", new Picky("other")));
        Assert.Contains("a-bad", error.Message);
    }

    // Fault 27
    [Fact]
    public async Task An_input_of_any_depth_conflicts_is_retained_and_started_again_like_any()
    {
        await using var stage = Faulty.New();
        await stage.StartCodeAsync(b => b.AddCode<Nest, int>(CodeDefinition.Of<Nest, int>("nested", 1, static _ => new(1)), NestJson.Default),
            o => o.Retention = TimeSpan.FromMinutes(30));
        await stage.RunCodeAsync<Nest, int>("a-deep", Nest.Of(150));
        await stage.RunCodeAsync<Nest, int>("b-flat", Nest.Of(1));
        var client = stage.Code<Nest, int>();
        foreach (var hours in new[] { 0, 3 })
        {
            await stage.PassAsync(TimeSpan.FromHours(hours));
            Assert.False((await client.StartAsync("a-deep", Nest.Of(150))).IsNew);
            await Assert.ThrowsAsync<SagaIdConflictException>(async () => await client.StartAsync("a-deep", Nest.Of(149)));
        }

        Assert.NotNull((await stage.StoredAsync("b-flat")).Tombstone);
        Assert.NotNull((await stage.StoredAsync("a-deep")).Tombstone);
    }

    // Fault 36
    [Fact]
    public async Task An_input_that_can_be_written_and_not_read_is_refused_with_a_word_and_leaves_nothing()
    {
        await using var stage = Faulty.New();
        await stage.StartCodeAsync(b => b.AddCode<Picky, int>(CodeDefinition.Of<Picky, int>("picky", 1, static _ => new(1))));
        var client = stage.Code<Picky, int>();
        foreach (var start in new Func<Task>[] { async () => await client.StartAsync("1", Picky.Forged("bad")),
            async () => await client.RunAsync("1", Picky.Forged("bad")) })
        {
            var error = await Assert.ThrowsAsync<PayloadNotSerializableException>(start);
            Assert.Contains("picky", error.Message);
            Assert.Contains(nameof(Picky), error.Message);
        }

        Assert.Empty(stage.Ledger.Lines);
        Assert.Equal(SagaStatus.Completed, (await stage.RunCodeAsync<Picky, int>("1", new Picky("good"))).Status);
    }

    // Fault 36
    [Theory]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950334")]
    [InlineData("1.2345678901234567890123456789", "1.2345678901234567890123456788")]
    [InlineData("-79228162514264337593543950335", "-79228162514264337593543950334")]
    public async Task Decimals_of_29_digits_that_differ_are_two_inputs(string one, string other)
    {
        static decimal Of(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        await using var stage = Faulty.New();
        await stage.StartCodeAsync(b => b.AddCode<Price, int>(CodeDefinition.Of<Price, int>("priced", 1, static _ => new(1))),
            o => o.Retention = TimeSpan.FromMinutes(30));
        await stage.RunCodeAsync<Price, int>("1", new Price(Of(one)));
        foreach (var hours in new[] { 0, 3 })
        {
            await stage.PassAsync(TimeSpan.FromHours(hours));
            Assert.False((await stage.Code<Price, int>().StartAsync("1", new Price(Of(one)))).IsNew);
            await Assert.ThrowsAsync<SagaIdConflictException>(async () => await stage.Code<Price, int>().StartAsync("1", new Price(Of(other))));
        }
    }

    // Two instances ended; the input of the first is one that the class of today refuses.
    private static async Task<Stage> EndedAsync(string store)
    {
        var stage = Faulty.New(Stores.Open(store));
        await stage.StartCodeAsync(b => b.AddCode<Unpicky, int>(CodeDefinition.Of<Unpicky, int>("picky", 1, static _ => new(1))));
        await stage.RunCodeAsync<Unpicky, int>("a-bad", new Unpicky("bad"));
        await stage.RunCodeAsync<Unpicky, int>("b-good", new Unpicky("good"));
        await stage.StartCodeAsync(b => b.AddCode<Picky, int>(CodeDefinition.Of<Picky, int>("picky", 1, static _ => new(1))),
            o => o.Retention = TimeSpan.FromMinutes(30));
        return stage;
    }
}

public sealed record Unpicky(string Number);

/// <summary>An input whose constructor validates.</summary>
public sealed record Picky
{
    public Picky(string number) => Number = number != "bad" ? number : throw new ArgumentOutOfRangeException(nameof(number), number, "A picky number.");

    public string Number { get; private init; }

    public static Picky Forged(string number) => new Picky("good") with { Number = number };
}

public sealed record Price(decimal Amount);

/// <summary>An input that is nested as deep as one likes.</summary>
public sealed record Nest(Nest? Inner, int Level)
{
    public static Nest Of(int depth)
    {
        var nest = new Nest(null, 0);
        for (var i = 1; i < depth; i++)
            nest = new Nest(nest, i);
        return nest;
    }
}

[JsonSourceGenerationOptions(MaxDepth = 256)]
[JsonSerializable(typeof(Nest))]
[JsonSerializable(typeof(int))]
public sealed partial class NestJson : JsonSerializerContext;
