namespace SagaDsl.Generator.Model;

/// <summary>
/// The attributes, by their names without <c>Attribute</c>. Those on members are read from syntax: asking symbols for their attributes
/// costs three times as much.
/// </summary>
internal enum KnownAttribute
{
    None,
    Saga,
    Step,
    Retry,
    Timeout,
    RejectOn,
    AtMostOnce,
    NoCompensation,
    From,
    FromInput,
    Participant,
    Handles,

    /// <summary>Of one type argument: the participant.</summary>
    Remote,

    /// <summary>Not ours, and read all the same: a constructor parameter's service key.</summary>
    FromKeyedServices,
}

/// <summary>
/// What the attributes and their properties are called. Generator, analyzers and fixes take every name from here, and a test compares it
/// with the runtime's types, both ways.
/// </summary>
internal static class Vocabulary
{
    public const string Namespace = "SagaDsl";
    private const string Suffix = "Attribute";

    /// <summary>The kinds of step, by their values.</summary>
    public static readonly string[] StepKinds = ["Compensatable", "Pivot", "Retriable"];

    /// <summary>Where the attribute's type is.</summary>
    public static string NamespaceOf(KnownAttribute attribute) =>
        attribute == KnownAttribute.FromKeyedServices ? "Microsoft.Extensions.DependencyInjection" : Namespace;

    /// <summary>The name of the attribute's type.</summary>
    public static string TypeOf(KnownAttribute attribute) => attribute + Suffix;

    /// <summary>The attribute of a written name, which need not be ours.</summary>
    public static KnownAttribute Named(string written) => ByName.TryGetValue(Bare(written), out var known) ? known : KnownAttribute.None;

    /// <summary>A name as it is written in brackets.</summary>
    public static string Bare(string name) =>
        name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;

    private static readonly Dictionary<string, KnownAttribute> ByName = Enum.GetValues(typeof(KnownAttribute))
        .Cast<KnownAttribute>().Where(a => a != KnownAttribute.None).ToDictionary(a => a.ToString(), StringComparer.Ordinal);

    /// <summary>The properties of <c>[Saga]</c>.</summary>
    public static class Saga
    {
        public const string Json = nameof(Json), Result = nameof(Result), Client = nameof(Client);
    }

    /// <summary>The properties of <c>[Step]</c>.</summary>
    public static class Step
    {
        public const string Compensation = nameof(Compensation), Kind = nameof(Kind), After = nameof(After);
    }

    /// <summary>The properties of <c>[Participant]</c>.</summary>
    public static class Participant
    {
        public const string Json = nameof(Json);
    }

    /// <summary>The properties of <c>[Handles]</c>.</summary>
    public static class Handles
    {
        public const string Compensation = nameof(Compensation);
    }

    /// <summary>The properties of <c>[Remote]</c>.</summary>
    public static class Remote
    {
        public const string Name = nameof(Name), Kind = nameof(Kind), After = nameof(After);
    }

    /// <summary>The properties of <c>[Retry]</c>.</summary>
    public static class Retry
    {
        public const string MaxAttempts = nameof(MaxAttempts), FirstDelay = nameof(FirstDelay), MaxDelay = nameof(MaxDelay),
            Factor = nameof(Factor), Jitter = nameof(Jitter);
    }

    /// <summary>The properties of <c>[RejectOn]</c>.</summary>
    public static class RejectOn
    {
        public const string Definite = nameof(Definite);
    }
}

/// <summary>What makes a method a step says: <c>[Step]</c>, <c>[Remote]</c>, or, in a participant, <c>[Handles]</c>.</summary>
/// <param name="DeclaredBy">Which of them it is.</param>
/// <param name="Name">The given name; null: the method's.</param>
/// <param name="Compensation">The method that undoes it.</param>
/// <param name="Kind">0 compensatable, 1 pivot, 2 retriable; otherwise no kind.</param>
/// <param name="HasAfter">Whether <c>After</c> is set.</param>
/// <param name="After">The methods it waits for.</param>
internal sealed record StepModel(KnownAttribute DeclaredBy, string? Name, string? Compensation, int Kind, bool HasAfter, EquatableArray<string> After)
{
    public const int Compensatable = 0, Pivot = 1, Retriable = 2;
}

/// <summary>What <c>[Retry]</c> says.</summary>
internal sealed record RetryModel(int? MaxAttempts, string? FirstDelay, string? MaxDelay, double? Factor, bool Jitter);

/// <summary>One exception of <c>[RejectOn]</c>.</summary>
/// <param name="Exception">The type.</param>
/// <param name="Definite">Whether it speaks for earlier attempts.</param>
/// <param name="Bases">The identities of its base classes, nearest first.</param>
internal sealed record RejectModel(TypeRef Exception, bool Definite, EquatableArray<string> Bases);
