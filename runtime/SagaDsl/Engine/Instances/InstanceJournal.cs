using System.Runtime.CompilerServices;
using SagaDsl.Journal;
using SagaDsl.Stores;

namespace SagaDsl.Engine;

/// <summary>
/// The journal of one instance as its owner writes it: where it ends, and how the next record is appended behind that. An
/// append whose fate is unknown is read back by its nonce, and the calls that run meanwhile are left in peace.
/// </summary>
internal sealed class InstanceJournal(PartitionEngine engine, string instance, string saga)
{
    // A start is answered after one more try: its caller can ask again, and must not wait for a store that is down.
    private const int TriesOfStart = 2;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Whether the store has the instance as Ready.</summary>
    public bool IsReadyInStore { get; private set; }

    /// <summary>The record behind which the next one goes; null: there is none yet.</summary>
    public JournalRecord? Last { get; private set; }

    /// <summary>Why the last append failed, where its fate stayed unknown.</summary>
    public Exception? Error { get; private set; }

    public void LoadedFrom(StoredInstance stored)
    {
        Last = stored.Records[^1];
        IsReadyInStore = stored.Status.Work == WorkState.Ready;
    }

    /// <summary>The record that is to be appended next, with a copy of the entries.</summary>
    public JournalRecord Next(IReadOnlyList<JournalEntry> entries) =>
        new(Last, engine.Writer, engine.Services.Random.NextNumber(), engine.Time.GetUtcNow(), entries);

    /// <summary>Appends a record.</summary>
    /// <returns>Unknown only where that could not be found out: the engine stops, or it is a start.</returns>
    public ValueTask<AppendFate> AppendAsync(JournalRecord record, IReadOnlyList<SagaMessage>? outgoing, InstanceStatus status,
        IReadOnlyList<string>? absorbed)
    {
        var request = new AppendRequest(instance, saga, record, status, absorbed, outgoing);
        var appending = engine.Store.AppendAsync(request);
        // The answer is taken once: a store may use what it comes from again.
        return appending.IsCompletedSuccessfully ? Settle(request, appending.Result) : AwaitAsync(request, appending);
    }

    private ValueTask<AppendFate> Settle(in AppendRequest request, in AppendResult result) =>
        result.Fate == AppendFate.Appended ? new(Advance(request, request.Record)) : FindOutAsync(request, result);

    // Awaited once, by the turn: what it is made of is used again.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AppendFate> AwaitAsync(AppendRequest request, ValueTask<AppendResult> appending) =>
        await Settle(request, await appending.ConfigureAwait(false)).ConfigureAwait(false);

    private async ValueTask<AppendFate> FindOutAsync(AppendRequest request, AppendResult result)
    {
        var record = request.Record;
        for (var tries = 1; ; tries++)
        {
            if (result.Fate == AppendFate.Appended)
                return Advance(request, record);
            if (result.Fate == AppendFate.Unknown)
            {
                Error = result.Error;
                engine.Log.AppendUnknown(instance, record.Position, result.Error);
                if ((record.Position == 0 && tries >= TriesOfStart) || !await PauseAsync(tries).ConfigureAwait(false))
                    return AppendFate.Unknown;
            }

            switch (await ReadBackAsync(record).ConfigureAwait(false))
            {
                case { Error: { } error }:
                    result = AppendResult.Unknown(error);
                    continue;
                case { There: { } there }:
                    return there.Nonce == record.Nonce && there.Writer == record.Writer ? Advance(request, there) : AppendFate.Conflict;
            }

            if (result.Fate == AppendFate.Conflict)
                return AppendFate.Conflict; // The record before it is not there, or the instance was reduced.
            result = await engine.Store.AppendAsync(request).ConfigureAwait(false);
        }
    }

    private async ValueTask<(JournalRecord? There, Exception? Error)> ReadBackAsync(JournalRecord record)
    {
        try
        {
            var stored = await engine.Store.LoadAsync(instance, record.Position, CancellationToken.None).ConfigureAwait(false);
            return (stored?.Records.FirstOrDefault(), null);
        }
        catch (StoreUnavailableException e)
        {
            return (null, e);
        }
    }

    // False: the engine stops first. The first time is at once: most failures are over by then.
    private async ValueTask<bool> PauseAsync(int tries)
    {
        if (tries == 1)
            return !engine.IsStopping;
        var pause = tries > 6 ? LongestPause : FirstPause * (1 << (tries - 2));
        try
        {
            await Task.Delay(pause, engine.Time, engine.Stopping).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private AppendFate Advance(in AppendRequest request, JournalRecord record)
    {
        IsReadyInStore = request.Status.Work == WorkState.Ready;
        (Last, Error) = (record, null);
        return AppendFate.Appended;
    }
}
