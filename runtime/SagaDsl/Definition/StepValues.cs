using System.ComponentModel;

namespace SagaDsl.Definition;

/// <summary>The saga's input and the results of its steps, as generated code reads them.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public abstract class StepValues
{
    /// <summary>The saga's input.</summary>
    public T Input<T>() => (T)InputValue!;

    /// <summary>The result of a step that is Ok.</summary>
    public T Result<T>(int step) => (T)ResultValue(step)!;

    /// <summary>The result of a step, or null where it has none: skipped, or never known.</summary>
    public T? ResultOrNull<T>(int step) => ResultValue(step) is { } value ? (T)value : default;

    /// <summary>The input as it was deserialized.</summary>
    protected abstract object? InputValue { get; }

    /// <summary>A step's result as it was deserialized, or null.</summary>
    protected abstract object? ResultValue(int step);
}
