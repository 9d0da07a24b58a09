using Microsoft.CodeAnalysis;

namespace SagaDsl.Analyzers;

/// <summary>SAGA4xx: what must not stand in the body of a step, a compensation, or a helper of a saga class.</summary>
internal static class BodyDescriptors
{
    public const string Category = "SagaDsl.Bodies";

    public static readonly DiagnosticDescriptor FreshValue = new(
        "SAGA401", "A fresh value in a step",
        "'{0}' differs on every attempt: after a lost reply or a restart the step runs again with another value, and the callee takes it for a second request",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA401"));

    public static readonly DiagnosticDescriptor ClockReading = new(
        "SAGA402", "The machine's clock in a step",
        "'{0}' reads the machine's clock: a test that moves time does not move it, and a repeated attempt reads another time",
        Category, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA402"));

    public static readonly DiagnosticDescriptor StateWrite = new(
        "SAGA403", "State of the saga class is not journaled",
        "'{0}' is state of the saga class: it is not journaled, so after a restart, or on another node, later steps do not see what is written here",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA403"));

    public static readonly DiagnosticDescriptor BoundValueWrite = new(
        "SAGA404", "A bound value is changed",
        "'{0}' belongs to the journaled value '{1}': the change is not journaled, so later steps and compensations still see the old value",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA404"));

    public static readonly DiagnosticDescriptor TokenNotPassed = new(
        "SAGA405", "The step's token is not passed",
        "'{0}' could take '{1}' and does not: after a timeout or at shutdown the call goes on, and neither a retry nor the undo can start before it ends",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA405"));

    public static readonly DiagnosticDescriptor TimeoutWithoutToken = new(
        "SAGA406", "A timeout that cannot end anything",
        "'{0}' has a timeout but takes neither a CancellationToken nor a StepContext: the call cannot be ended, " +
        "and neither a retry nor the undo can start before it ends by itself",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA406"));

    public static readonly DiagnosticDescriptor TaskDropped = new(
        "SAGA407", "A task is started and dropped",
        "'{0}' is started and not awaited: the step is recorded as Ok while it still runs, its failure is lost, and a compensation may overlap with it",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA407"));

    public static readonly DiagnosticDescriptor BlockingWait = new(
        "SAGA408", "A blocking wait in a step",
        "'{0}' blocks a thread of the pool while it waits: many instances at once starve the pool, and timers, retries and other sagas stall",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA408"));

    public static readonly DiagnosticDescriptor CatchAll = new(
        "SAGA409", "Every failure is caught", "This catches every failure and goes on: the engine records the call as Ok, so it is neither retried nor undone",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA409"));

    public static readonly DiagnosticDescriptor IgnoredFailure = new(
        "SAGA410", "A failure is ignored", "{0}: where it says that the call failed, the journal still records Ok, and nothing is retried or undone",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA410"));

    public static readonly DiagnosticDescriptor ForeignKey = new(
        "SAGA411", "An idempotency key that is not the step's",
        "The argument for '{0}' does not come from the StepContext: two attempts may send different keys, or two instances the same one, " +
        "and the callee then repeats an effect or drops one",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA411"));

    public static readonly DiagnosticDescriptor KeyUsedTwice = new(
        "SAGA412", "One idempotency key for several effects",
        "The same idempotency key is given to '{0}' {1}: a callee that remembers keys takes the second call for a repeat of the first and drops its effect",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA412"));

    public static readonly DiagnosticDescriptor DirectCall = new(
        "SAGA413", "A step is called directly",
        "'{0}' is a {1} and is called directly: the journal knows nothing of this call, so it is neither retried nor undone, " +
        "and the engine will run it once more",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA413"));

    public static readonly DiagnosticDescriptor CompensationRejects = new(
        "SAGA414", "A compensation throws a rejection",
        "The compensation '{0}' throws '{1}': an undo cannot be refused, so the engine counts it as a failure and calls for a person at once",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA414"));
}
