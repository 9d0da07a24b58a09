namespace SagaDsl.Tests.Remote;

/// <summary>A service with a saga and one with its participants, each with a store of its own, on one network.</summary>
public sealed class Two(Stage saga, Stage participants) : IAsyncDisposable
{
    public Stage Saga => saga;

    public Stage Participants => participants;

    public World World => saga.World;

    /// <summary>All calls of both, in order.</summary>
    public string Labels => string.Join(' ', World.Calls.Select(call => call.Label));

    public static async Task<Two> OpenAsync(Script saga, Script[] handlers, bool startParticipants = true, Action<SagaOptions>? configure = null,
        string store = Stores.Memory)
    {
        var one = new Stage(Stores.Open(store), saga);
        var other = new Stage(one, Stores.Open(store), handlers);
        await one.StartAsync(configure: configure);
        if (startParticipants)
            await other.StartAsync();
        return new(one, other);
    }

    public async ValueTask DisposeAsync()
    {
        await saga.DisposeAsync();
        await participants.DisposeAsync();
    }
}
