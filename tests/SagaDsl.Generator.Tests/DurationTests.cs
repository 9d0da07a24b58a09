using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Tests;

public sealed class DurationTests
{
    [Theory]
    [InlineData("200ms", 200)]
    [InlineData("5s", 5_000)]
    [InlineData("30m", 1_800_000)]
    [InlineData("24h", 86_400_000)]
    [InlineData("3d", 259_200_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("1d2h3m4s5ms", 93_784_005)]
    [InlineData("1.5s", 1_500)]
    [InlineData("0h5s", 5_000)]
    public void Reads(string text, long milliseconds)
    {
        Assert.True(Duration.TryParse(text, out var ticks, out _));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds).Ticks, ticks);
    }

    [Theory]
    [InlineData("", 0, 0, "empty")]
    [InlineData("5", 0, 1, "unit is missing")]
    [InlineData("s", 0, 1, "number is missing")]
    [InlineData("5x", 1, 1, "'x' is no unit")]
    [InlineData("1m5 s", 3, 2, "' s' is no unit")]
    [InlineData("-5s", 0, 1, "number is missing")]
    [InlineData("5sec", 1, 3, "'sec' is no unit")]
    [InlineData("30s1m", 3, 2, "after a smaller")]
    [InlineData("1s1s", 2, 2, "after a smaller")]
    [InlineData("1..5s", 0, 4, "no number")]
    [InlineData("0s", 0, 2, "zero")]
    [InlineData("99999d", 0, 6, "10,000 days")]
    [InlineData("5S", 1, 1, "'S' is no unit")]
    public void Refuses_and_says_where(string text, int offset, int length, string why)
    {
        Assert.False(Duration.TryParse(text, out _, out var problem));
        Assert.Equal((offset, length), (problem.Offset, problem.Length));
        Assert.Contains(why, problem.Why);
    }

    [Fact]
    public void Never_throws_and_always_points_into_the_text()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        const string Letters = "0123456789..msmhd dxs-+eE٣\u0000\ud800";
        for (var i = 0; i < 50_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Letters[random.Next(Letters.Length)]));
            var good = Duration.TryParse(text, out var ticks, out var problem);
            Assert.True(good ? ticks > 0 : problem.Offset >= 0 && problem.Length >= 0 && problem.Offset + problem.Length <= text.Length
                && problem.Why.Length > 0, $"seed {seed}: '{text}'");
        }
    }

    [Fact]
    public void Reads_back_every_time_span_it_could_have_been_written_from()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var i = 0; i < 10_000; i++)
        {
            var time = new TimeSpan(random.Next(100), random.Next(24), random.Next(60), random.Next(60), random.Next(1, 1000));
            var text = $"{time.Days}d{time.Hours}h{time.Minutes}m{time.Seconds}s{time.Milliseconds}ms";
            Assert.True(Duration.TryParse(text, out var ticks, out _) && ticks == time.Ticks, $"seed {seed}: '{text}'");
        }
    }
}
