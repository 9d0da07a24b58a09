using SagaDsl.Definition;

namespace SagaDsl.Engine;

/// <summary>
/// A handler as the step that it does asks for: what a failure means is the saga's to say. A command for a pivot or a retriable
/// step has no limit of attempts, and is not undone.
/// </summary>
internal sealed class HandlerVariant : SagaDefinition
{
    private readonly SagaDefinition _handler;

    private HandlerVariant(SagaDefinition handler) => _handler = handler;

    /// <summary>Every form that a handler has.</summary>
    public static IEnumerable<SagaDefinition> All(SagaDefinition handler) =>
        handler.Participant is null ? [handler] : [handler, Of(handler, StepKind.Pivot), Of(handler, StepKind.Retriable)];

    public static string NameOf(string handler, StepKind kind) => kind switch
    {
        StepKind.Pivot => handler + "~pivot",
        StepKind.Retriable => handler + "~retriable",
        _ => handler,
    };

    public override object Create(IServiceProvider services) => _handler.Create(services);

    public override ValueTask<object?> Invoke(object saga, int method, StepValues values, StepContext context) =>
        _handler.Invoke(saga, method, values, context);

    private static HandlerVariant Of(SagaDefinition handler, StepKind kind)
    {
        var step = handler.Steps[0];
        return new(handler)
        {
            Contract = handler.Contract,
            Name = NameOf(handler.Name, kind),
            Participant = handler.Participant,
            InputType = handler.InputType,
            ResultType = handler.ResultType,
            ResultStep = handler.ResultStep,
            Timeout = handler.Timeout,
            NeedsServices = handler.NeedsServices,
            Methods = handler.Methods,
            Steps = [new() { Name = step.Name, Kind = kind, ResultType = step.ResultType, Action = step.Action, AtMostOnce = step.AtMostOnce }],
        };
    }
}
