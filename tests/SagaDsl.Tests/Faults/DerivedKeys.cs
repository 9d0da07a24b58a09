namespace SagaDsl.Tests.Faults;

/// <summary>No two effects of an instance share a key, whatever the user calls their parts.</summary>
public sealed class DerivedKeys
{
    private static readonly string[] Parts =
        ["undo", "confirm", "0", "1", "2", "a/b", "a%2Fb", "%2F", "/", "%", "..", " ", "1/undo", "undo/undo", "/undo", "+", ":", "#0", "é", "e\u0301", "UNDO",
            "fee", "fee/undo"];

    // Fault 8
    [Fact]
    public async Task No_key_of_an_instance_equals_another()
    {
        var (keys, shared) = (new Dictionary<string, string>(), new List<string>());
        void Collect(Call call)
        {
            lock (keys)
            {
                Add(call.Key, $"{call.Label}");
                foreach (var part in Parts)
                    Add(call.Context.KeyFor(part), $"{call.Label} '{part}'");
            }
        }

        void Add(string key, string what)
        {
            if (!keys.TryAdd(key, what))
                shared.Add($"'{key}' is the key of {what} and of {keys[key]}.");
        }

        var collecting = (Act)(call =>
        {
            Collect(call);
            return call.Step == "3" ? throw new StepRejectedException("back") : Task.FromResult(call.Value());
        });
        await using var stage =
            await Faulty.OpenAsync(Script.Of(3, Retries.Times(1)),
                w => w.On("A1", collecting).On("A2", collecting).On("A3", collecting).On("C1", collecting).On("C2", collecting));
        await stage.BeginAsync();
        await stage.EndAsync();
        stage.Called("A1 A2 A3 C2 C1");
        Assert.Empty(shared);
        Assert.Equal(5 * (Parts.Length + 1), keys.Count);
    }

    // Fault 8: what later versions put behind a step's key must be free as well.
    [Fact]
    public async Task No_part_makes_a_key_that_is_the_runtimes_own()
    {
        var clashes = new List<string>();
        await using var stage = await Faulty.OpenAsync(Script.Of(1), w => w.On("A1", call =>
        {
            foreach (var own in new[] { "undo", "confirm", "0", "17", "0/undo" })
            {
                if (Parts.Append(own).Any(part => call.Context.KeyFor(part) == $"{call.Key}/{own}"))
                    clashes.Add(own);
            }

            Assert.Throws<ArgumentException>(() => call.Context.KeyFor(""));
            return Task.FromResult(call.Value());
        }));
        await stage.RunAsync();
        Assert.Empty(clashes);
    }
}
