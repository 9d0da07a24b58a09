using SagaDsl.Definition;
using SagaDsl.Journal;

namespace SagaDsl.TestKit.Sagas;

/// <summary>A journal read a second time, independently of the kernel: what became of each step.</summary>
public sealed class Chronicle
{
    private readonly Dictionary<string, StepChronicle> _steps;

    /// <summary>Reads a journal.</summary>
    public Chronicle(IReadOnlyList<JournalRecord> records, SagaDefinition definition)
    {
        _steps = definition.Steps.ToDictionary(s => s.Name, s => new StepChronicle(s, definition.Methods[s.Action]));
        Lines = [.. records.SelectMany(r => r.Entries.Select(e => (Record: r, Entry: e))).Select((line, at) => new ChronicleLine(at, line.Record, line.Entry))];
        foreach (var line in Lines)
            Read(line);
    }

    /// <summary>Every entry, in order.</summary>
    public IReadOnlyList<ChronicleLine> Lines { get; }

    /// <summary>The steps by name.</summary>
    public IReadOnlyDictionary<string, StepChronicle> Steps => _steps;

    /// <summary>The entry that ended the instance.</summary>
    public ChronicleLine? End { get; private set; }

    /// <summary>The entry that turned it back.</summary>
    public ChronicleLine? TurnedBack { get; private set; }

    /// <summary>Entries of a kind.</summary>
    public IEnumerable<T> Of<T>() where T : JournalEntry => Lines.Select(l => l.Entry).OfType<T>();

    private void Read(ChronicleLine line)
    {
        switch (line.Entry)
        {
            case StepScheduled or RemoteStepScheduled: _steps[((StepEntry)line.Entry).Step].Scheduled.Add(line); break;
            case StepAttemptFailed e: _steps[e.Step].Failures.Add(line); break;
            case StepCompleted e: _steps[e.Step].Outcomes.Add((line, StepState.Completed)); break;
            case StepRejected e: _steps[e.Step].Outcomes.Add((line, e.Definite ? StepState.Rejected : StepState.InDoubt)); break;
            case StepInDoubt e: _steps[e.Step].Outcomes.Add((line, StepState.InDoubt)); break;
            case StepNotBegun e: _steps[e.Step].Outcomes.Add((line, StepState.NotBegun)); break;
            case StepSkipped e: _steps[e.Step].Outcomes.Add((line, StepState.Skipped)); break;
            case CompensationScheduled e: _steps[e.Step].UndoScheduled.Add(line); break;
            case CompensationAttemptFailed e: _steps[e.Step].UndoFailures.Add(line); break;
            case CompensationCompleted e: _steps[e.Step].Undone.Add(line); break;
            case CompensationSkipped e: _steps[e.Step].UndoSkipped.Add(line); break;
            case CompensationStarted: TurnedBack ??= line; break;
            case SagaCompleted or SagaCompensated or SagaAbandoned: End ??= line; break;
        }
    }
}

/// <summary>An entry and where it stands.</summary>
public sealed record ChronicleLine(int At, JournalRecord Record, JournalEntry Entry);

/// <summary>What became of a step.</summary>
public sealed class StepChronicle(StepDefinition definition, MethodDefinition action)
{
    /// <summary>Its action.</summary>
    public MethodDefinition Action => action;

    /// <summary>Whether it has a compensation.</summary>
    public bool HasUndo => definition.Compensation >= 0 || definition.Remote is { HasUndo: true };

    /// <summary>The step.</summary>
    public StepDefinition Definition => definition;

    /// <summary>Its intents: one at most.</summary>
    public List<ChronicleLine> Scheduled { get; } = [];

    /// <summary>Its failed attempts.</summary>
    public List<ChronicleLine> Failures { get; } = [];

    /// <summary>Its outcomes: the last one counts.</summary>
    public List<(ChronicleLine Line, StepState State)> Outcomes { get; } = [];

    /// <summary>Intents of its undo.</summary>
    public List<ChronicleLine> UndoScheduled { get; } = [];

    /// <summary>Failed attempts of its undo.</summary>
    public List<ChronicleLine> UndoFailures { get; } = [];

    /// <summary>That it was undone.</summary>
    public List<ChronicleLine> Undone { get; } = [];

    /// <summary>That its undo was given up.</summary>
    public List<ChronicleLine> UndoSkipped { get; } = [];

    /// <summary>How its action ended.</summary>
    public StepState State => Outcomes.Count > 0 ? Outcomes[^1].State : Scheduled.Count > 0 ? StepState.Scheduled : StepState.Waiting;

    /// <summary>Whether it may have happened, so that a saga that turns back must undo it.</summary>
    public bool MayHaveHappened => State is StepState.Completed or StepState.InDoubt or StepState.Scheduled;

    /// <summary>Whether undoing it takes a call.</summary>
    public bool NeedsUndo => HasUndo && MayHaveHappened;
}
