using System.ComponentModel;

namespace SagaDsl.Definition;

/// <summary>What one call's parameters take: the saga's input and the results of its steps, as generated code reads them.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly struct StepValues
{
    private readonly object? _input;
    private readonly object?[] _results;

    /// <summary>The values of a call.</summary>
    /// <param name="input">The saga's input; null where it takes none.</param>
    /// <param name="results">The results of its steps, by their index; null where there is none. Not copied.</param>
    public StepValues(object? input, object?[] results)
    {
        ArgumentNullException.ThrowIfNull(results);
        (_input, _results) = (input, results);
    }

    /// <summary>The saga's input.</summary>
    public T Input<T>() => (T)_input!;

    /// <summary>The result of a step that is Ok.</summary>
    public T Result<T>(int step) => (T)_results[step]!;

    /// <summary>The result of a step, or null where it has none: skipped, or never known.</summary>
    public T? ResultOrNull<T>(int step) => _results[step] is { } value ? (T)value : default;
}
