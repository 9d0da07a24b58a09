namespace SagaDsl;

/// <summary>Makes a method a step of its saga, and pairs it with the method that undoes it.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class StepAttribute : Attribute
{
    /// <summary>A step named after its method, without a trailing <c>Async</c>.</summary>
    public StepAttribute()
    {
    }

    /// <summary>A step with a name of its own, so that its method can be renamed while instances are in flight.</summary>
    /// <param name="name">The step's name, for ever: letters, digits, '-', '_' and '.', at most 100 characters.</param>
    public StepAttribute(string name) => Name = name;

    /// <summary>The step's name, or null where it is the method's.</summary>
    public string? Name { get; }

    /// <summary>The method of this class that undoes this step: <c>nameof(Refund)</c>.</summary>
    public string? Compensation { get; set; }

    /// <summary>What a failure of this step means. Default: <see cref="StepKind.Compensatable"/>.</summary>
    public StepKind Kind { get; set; }

    /// <summary>
    /// The step methods this one waits for: <c>[nameof(Charge), nameof(Reserve)]</c>; an empty list: starts at once.
    /// Default: every step declared above that no other waits for, hence declaration order.
    /// </summary>
    public string[]? After { get; set; }
}
