namespace SagaDsl;

/// <summary>Binds a parameter to the result of the named step: <c>[From(nameof(Charge))]</c>.</summary>
/// <param name="step">The step's method.</param>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class FromAttribute(string step) : Attribute
{
    /// <summary>The step's method.</summary>
    public string Step { get; } = step;
}

/// <summary>Binds a parameter to the saga's input.</summary>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class FromInputAttribute : Attribute;
