namespace SagaDsl;

/// <summary>
/// Makes a method of a <see cref="ParticipantAttribute">participant</see> the handler of a command, its first parameter, and
/// pairs it with the method that undoes it. What it returns is the reply.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class HandlesAttribute : Attribute
{
    /// <summary>A handler named after its method, without a trailing <c>Async</c>.</summary>
    public HandlesAttribute()
    {
    }

    /// <summary>A handler with a name of its own, so that its method can be renamed while commands are under way.</summary>
    /// <param name="name">The handler's name, for ever: letters, digits, '-' and '_', at most 50 characters.</param>
    public HandlesAttribute(string name) => Name = name;

    /// <summary>The handler's name, or null where it is the method's.</summary>
    public string? Name { get; }

    /// <summary>
    /// The method of this class that undoes what this one did: <c>nameof(Release)</c>. It takes the command, and the reply where it needs it.
    /// On an interface any text: it only says that there is one.
    /// </summary>
    public string? Compensation { get; set; }
}
