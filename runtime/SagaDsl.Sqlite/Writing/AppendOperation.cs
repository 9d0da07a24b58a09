using System.Threading.Tasks.Sources;
using SagaDsl.Journal;

namespace SagaDsl.Stores.Sqlite;

/// <summary>An append. It is used again once its waiter has been told, buffers included.</summary>
internal sealed class AppendOperation(Action<AppendOperation> release) : WriteOperation<Transaction>, IValueTaskSource<AppendResult>
{
    // Buffers that a large payload grew are not kept.
    private const int LargestKept = 64 * 1024;

    private ManualResetValueTaskSourceCore<AppendResult> _core;
    private RecordEncoder _encoder = new();
    private AppendRequest _request;
    private AppendResult _result;
    public ValueTask<AppendResult> Task => new(this, _core.Version);

    public int Bytes => _encoder.Head.Length + _encoder.Payloads.Length;

    /// <summary>Encodes the record, on the caller's thread.</summary>
    public void Prepare(in AppendRequest request)
    {
        _encoder.Encode(request.Instance, request.Record);
        _request = request;
    }

    public override void Execute(Transaction transaction) => _result = transaction.Append(in _request, _encoder);

    public override void Fail(Exception error) => _result = AppendResult.Unknown(error);

    public override void Execute() => _core.SetResult(_result);

    public AppendResult GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            Reuse();
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private void Reuse()
    {
        if (Bytes > LargestKept)
        {
            _encoder.Dispose();
            _encoder = new();
        }

        _request = default;
        _result = default;
        _core.Reset();
        release(this);
    }
}
