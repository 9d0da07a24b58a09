namespace SagaDsl.TestKit.Snapshots;

/// <summary>
/// Whether differences are accepted: <c>SAGADSL_ACCEPT=1</c> writes what was received over what was verified, and never on continuous integration.
/// </summary>
public static class Accepting
{
    /// <summary>How to accept, for messages.</summary>
    public const string How = "If the new text is right, run the test again with SAGADSL_ACCEPT=1 and review the change.";

    /// <summary>Whether differences are accepted.</summary>
    public static bool IsOn => Decide(Environment.GetEnvironmentVariable("SAGADSL_ACCEPT"), Environment.GetEnvironmentVariable("CI"));

    internal static bool Decide(string? accept, string? ci) => accept == "1" && string.IsNullOrEmpty(ci);
}
