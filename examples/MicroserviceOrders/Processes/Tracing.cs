using System.Diagnostics;

namespace Shop.Processes;

/// <summary>Has every order traced, so that its journals tell its trace id. An application has OpenTelemetry listen, which exports the spans too.</summary>
internal static class Tracing
{
    public static IDisposable Begin()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "SagaDsl",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
