using SagaDsl.Definition;
using SagaDsl.Journal;

namespace SagaDsl.Engine;

/// <summary>What clients, handles and operators ask of the engine, wherever an instance is.</summary>
internal interface ISagaEngine
{
    /// <summary>Starts an instance; false: it was there, with an equal input. What is returned is awaited once.</summary>
    ValueTask<bool> StartAsync(SagaDefinition saga, string id, object? input, CancellationToken cancellationToken);

    /// <summary>Starts an instance whose end is told to the run; false: it was there, and the run is told nothing. What is returned is awaited once.</summary>
    ValueTask<bool> RunAsync(SagaDefinition saga, string id, object? input, ISagaRun run, CancellationToken cancellationToken);

    /// <summary>Waits for the end of an instance.</summary>
    /// <param name="id">The instance.</param>
    /// <param name="saga">The saga it must be of; null: any.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<SagaEnd> WaitAsync(string id, string? saga, CancellationToken cancellationToken);

    ValueTask<SagaSnapshot> GetAsync(string id, CancellationToken cancellationToken);

    ValueTask<IReadOnlyList<JournalRecord>> HistoryAsync(string id, CancellationToken cancellationToken);

    ValueTask<IReadOnlyList<InstanceSummary>> ListAsync(InstanceQuery query, CancellationToken cancellationToken);

    ValueTask<CommandAnswer> CommandAsync(string id, OperatorCommand command, OperatorAct by, StepRef? step, Payload payload,
        CancellationToken cancellationToken);

    Payload SerializeResult<TResult>(StepRef<TResult> step, TResult result);
}

/// <summary>Who waits for the end of an instance it started.</summary>
internal interface ISagaRun
{
    void Ended(in SagaEnd end);

    void Fail(Exception exception);
}

/// <summary>How an instance ended, untyped.</summary>
internal readonly record struct SagaEnd(SagaStatus Status, object? Result, SagaFailure? Failure);
