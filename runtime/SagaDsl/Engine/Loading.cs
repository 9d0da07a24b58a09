namespace SagaDsl.Engine;

/// <summary>An instance on its way into memory.</summary>
internal sealed class Loading
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _letIn = new();

    /// <summary>Completes when it is in, or is not coming.</summary>
    public Task Over => _over.Task;

    /// <summary>Cancelled when it is not to wait for room any more.</summary>
    public CancellationToken LetInAtOnce => _letIn.Token;

    /// <summary>Code of a step waits for it: there may never be room but the one that this very step has.</summary>
    public void LetIn() => _ = _letIn.CancelAsync();

    public void IsOver() => _over.SetResult();
}
