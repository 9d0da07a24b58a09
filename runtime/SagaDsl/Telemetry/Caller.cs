using System.Diagnostics;

namespace SagaDsl.Telemetry;

/// <summary>Whose child a saga's span is.</summary>
internal static class Caller
{
    /// <summary>
    /// Whether the current activity was made by nobody's tracing and decides nothing. ASP.NET Core makes one for each request as
    /// soon as it logs, and without its own source being listened to it is sampled by nobody: as a parent it would have
    /// every parent-based sampler drop what is under it.
    /// </summary>
    public static bool IsUntraced(Activity? current) => current is { Recorded: false, Source.Name.Length: 0 };

    /// <summary>Begins a span under the current activity; a root with a link to it, where it is nobody's.</summary>
    public static Activity? Begin(ActivitySource source, string name)
    {
        var outer = Activity.Current;
        if (!IsUntraced(outer))
            return source.StartActivity(name);
        Activity.Current = null;
        return source.StartActivity(name, ActivityKind.Internal, parentContext: default, links: [new(outer!.Context)]);
    }
}
