using System.ComponentModel;

namespace SagaDsl.Definition;

/// <summary>Brings the return kinds of step methods to one: called by generated code around each typed call.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class StepResult
{
    /// <summary>A step that returns a task.</summary>
    public static ValueTask<object?> Of(Task task)
    {
        return task.IsCompletedSuccessfully ? default : Awaited(task);

        static async ValueTask<object?> Awaited(Task task)
        {
            await task.ConfigureAwait(false);
            return null;
        }
    }

    /// <summary>A step that returns a task with a result.</summary>
    public static ValueTask<object?> Of<T>(Task<T> task)
    {
        return task.IsCompletedSuccessfully ? new(task.Result) : Awaited(task);

        static async ValueTask<object?> Awaited(Task<T> task) => await task.ConfigureAwait(false);
    }

    /// <summary>A step that returns a value task.</summary>
    public static ValueTask<object?> Of(ValueTask task)
    {
        if (!task.IsCompletedSuccessfully)
            return Awaited(task);
        task.GetAwaiter().GetResult();
        return default;

        static async ValueTask<object?> Awaited(ValueTask task)
        {
            await task.ConfigureAwait(false);
            return null;
        }
    }

    /// <summary>A step that returns a value task with a result.</summary>
    public static ValueTask<object?> Of<T>(ValueTask<T> task)
    {
        return task.IsCompletedSuccessfully ? new(task.Result) : Awaited(task);

        static async ValueTask<object?> Awaited(ValueTask<T> task) => await task.ConfigureAwait(false);
    }

    /// <summary>A step that returns its result.</summary>
    public static ValueTask<object?> OfValue<T>(T value) => new(value);

    /// <summary>A step that returns nothing.</summary>
    public static ValueTask<object?> Nothing => default;
}
