using System.Text.Json.Serialization.Metadata;
using SagaDsl.Definition;

namespace SagaDsl.Tests.Faults;

/// <summary>A call of a saga in code.</summary>
public sealed record CodeCall(object Saga, string Step, bool IsUndo, StepContext Context, StepValues Values);

/// <summary>A saga in code: what the generator would write, with the class and its methods given as functions.</summary>
public sealed class CodeDefinition : SagaDefinition
{
    /// <summary>Constructs the saga class.</summary>
    public Func<IServiceProvider, object> Construct { get; init; } = static _ => new object();

    /// <summary>What every action and compensation does. Not awaited here: what it does to its thread's context stays visible.</summary>
    public Func<CodeCall, ValueTask<object?>> Run { get; init; } = static _ => default;

    /// <summary>Steps in a row, every one with a compensation; the last one's result is the saga's.</summary>
    public static CodeDefinition Of<TInput, TResult>(
        string name, int steps, Func<CodeCall, ValueTask<object?>>? run = null, Func<IServiceProvider, object>? construct = null, bool needsServices = false) =>
            new()
        {
            Contract = NewestContract,
            Name = name,
            InputType = typeof(TInput),
            ResultType = typeof(TResult),
            ResultStep = steps - 1,
            NeedsServices = needsServices,
            Methods = [.. Enumerable.Range(0, 2 * steps).Select(i => new MethodDefinition { Name = $"M{i}" })],
            Steps =
            [
                .. Enumerable.Range(0, steps).Select(i => new StepDefinition
                {
                    Name = $"{i + 1}",
                    After = i == 0 ? [] : [i - 1],
                    Action = 2 * i,
                    Compensation = (2 * i) + 1,
                    ResultType = i == steps - 1 ? typeof(TResult) : null,
                }),
            ],
            Run = run ?? (static _ => default),
            Construct = construct ?? (static _ => new object()),
        };

    public override object Create(IServiceProvider services) => Construct(services);

    public override ValueTask<object?> Invoke(object saga, int method, StepValues values, StepContext context) =>
        Run(new(saga, Steps[method / 2].Name, method % 2 == 1, context, values));
}

/// <summary>A client of a saga in code.</summary>
public sealed class CodeClient<TInput, TResult>(SagaRuntime runtime, SagaDefinition definition) : SagaClient<TInput, TResult>(runtime, definition);

public static class CodeSagas
{
    /// <summary>Adds a saga in code.</summary>
    public static SagaBuilder AddCode<TInput, TResult>(this SagaBuilder builder, CodeDefinition definition, IJsonTypeInfoResolver? json = null) =>
        builder.Add(definition, json ?? new DefaultJsonTypeInfoResolver(), runtime => new CodeClient<TInput, TResult>(runtime, definition));

    /// <summary>The client of a saga in code.</summary>
    public static CodeClient<TInput, TResult> Code<TInput, TResult>(this Stage stage) => stage.Node.Runtime.Client<CodeClient<TInput, TResult>>();

    /// <summary>Starts a process that runs sagas in code alone.</summary>
    public static Task<Node> StartCodeAsync(this Stage stage, Action<SagaBuilder> build, Action<SagaOptions>? configure = null) =>
        stage.StartAsync(sagas: [], configure: configure, build: build);

    /// <summary>Runs an instance to its end.</summary>
    public static Task<SagaOutcome<TResult>> RunCodeAsync<TInput, TResult>(this Stage stage, string id, TInput input) =>
        stage.DriveAsync(stage.Code<TInput, TResult>().RunAsync(id, input));
}
