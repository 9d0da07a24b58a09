using SagaDsl.Kernel;

namespace SagaDsl.Tests.Semantics;

/// <summary>Rule 8: the defaults.</summary>
public class Defaults
{
    // Every draw for the jitter gives one half.
    private static readonly Action<SagaOptions> Half = static o => o.Random = static () => 0.5;

    [Fact]
    public async Task Rule_8_an_action_has_four_attempts_with_full_jitter()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Fail()), Half);
        await stage.RunAsync();
        stage.Called("A1 A1 A1 A1 C1");

        // Half of 200, 400 and 800 ms.
        Assert.Equal([100, 200, 400, 0], Gaps(stage).Select(g => g.TotalMilliseconds));
    }

    [Fact]
    public async Task Rule_8_an_undo_has_no_limit_and_a_cap_of_a_minute()
    {
        await using var stage =
            await Scenes.OpenAsync(Script.Of(2), w => w.On("A2", Acts.Reject()).On("C1", [.. Enumerable.Repeat(Acts.Fail(), 40), Acts.Ok]), Half);
        Assert.Equal(SagaStatus.Compensated, (await stage.RunAsync()).Status);
        var gaps = Gaps(stage).Skip(2).ToList();
        Assert.Equal([0.1, 0.2, 0.4, 0.8], gaps.Take(4).Select(g => g.TotalSeconds));
        Assert.All(gaps.TakeLast(20), g => Assert.Equal(30, g.TotalSeconds));
    }

    [Fact]
    public async Task Rule_8_after_the_commit_point_the_cap_is_a_minute_too()
    {
        await using var stage = await Scenes.OpenAsync(new Script().Pivot(), w => w.On("A1", [.. Enumerable.Repeat(Acts.Fail(), 20), Acts.Ok]), Half);
        Assert.Equal(SagaStatus.Completed, (await stage.RunAsync()).Status);
        Assert.Equal(30, Gaps(stage)[^1].TotalSeconds);
    }

    [Fact]
    public void Rule_8_a_first_delay_beyond_the_default_cap_is_what_was_asked_for()
    {
        var rule = RetryRule.Of(new() { FirstDelay = TimeSpan.FromSeconds(60) }, new SagaOptions().StepRetry);
        Assert.Equal((60, 60), (rule.Delay(1).TotalSeconds, rule.Delay(2).TotalSeconds));
        Assert.Equal(30,
            RetryRule.Of(new() { FirstDelay = TimeSpan.FromSeconds(60), MaxDelay = TimeSpan.FromSeconds(30) }, new SagaOptions().StepRetry)
            .Delay(1).TotalSeconds);
    }

    [Fact]
    public async Task Rule_8_there_is_no_timeout_by_default()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Slow(TimeSpan.FromHours(2))));
        Assert.Equal(SagaStatus.Completed, (await stage.RunAsync()).Status);
        stage.Called("A1");
    }

    [Fact]
    public async Task Rule_8_attributes_govern_only_the_method_they_stand_on()
    {
        var saga = new Script().Step(retry: Retries.Times(1), timeout: TimeSpan.FromSeconds(1)).Step();
        await using var stage = await Scenes.OpenAsync(saga, w => w
            .On("A2", Acts.Fail(), Acts.Slow(TimeSpan.FromMinutes(1), Acts.Reject(definite: true)))
            .On("C1", Acts.Fail(), Acts.Slow(TimeSpan.FromMinutes(1))));
        Assert.Equal(SagaStatus.Compensated, (await stage.RunAsync()).Status);
        stage.Called("A1 A2 A2 C1 C1");
    }

    [Fact]
    public async Task Rule_8_all_defaults_are_options()
    {
        await using var stage = await Scenes.OpenAsync(Script.Of(1), w => w.On("A1", Acts.Fail()), o => o.StepRetry = Retries.Times(2));
        await stage.RunAsync();
        stage.Called("A1 A1 C1");
        Assert.Equal(1, Gaps(stage)[0].TotalSeconds);
    }

    private static List<TimeSpan> Gaps(Stage stage) => [.. stage.World.Calls.Zip(stage.World.Calls.Skip(1), (a, b) => b.BeganAt - a.BeganAt)];
}
