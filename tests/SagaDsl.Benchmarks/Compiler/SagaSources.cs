using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SagaDsl.Benchmarks.Compiler;

/// <summary>A large application: sagas of ten steps as people write them, and files that have nothing to do with them.</summary>
internal static class SagaSources
{
    public const int Sagas = 200;
    public const int StepsPerSaga = 10;

    public static readonly CSharpParseOptions Options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp13);

    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>A compilation of all sagas and as many other files as are asked for.</summary>
    public static CSharpCompilation Compile(int otherFiles)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(file => MetadataReference.CreateFromFile(file));
        var trees = new List<SyntaxTree> { Parse(Usings, "Usings.cs") };
        trees.AddRange(Enumerable.Range(0, Sagas).Select(i => Parse(Saga(i), $"Saga{i}.cs")));
        trees.AddRange(Enumerable.Range(0, otherFiles).Select(i => Parse(Other(i, edit: 0), $"Other{i}.cs")));
        return CSharpCompilation.Create("Application", trees, references,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, Options, path, Encoding.UTF8);

    /// <summary>A file without sagas; another edit gives another body.</summary>
    public static string Other(int i, int edit) => $$"""
        namespace Application.Part{{i}};

        public sealed class Service{{i}}(TimeProvider time)
        {
            private readonly Dictionary<string, int> _counts = [];

            public async Task<int> CountAsync(string name, CancellationToken cancellationToken)
            {
                await Task.Delay(TimeSpan.FromMilliseconds({{edit}}), time, cancellationToken);
                return _counts.TryGetValue(name, out var count) ? count : 0;
            }

            public void Add(IEnumerable<string> names)
            {
                foreach (var name in names.Where(name => name.Length > {{i % 7}}))
                    _counts[name] = _counts.GetValueOrDefault(name) + 1;
            }
        }
        """;

    /// <summary>A saga of eight compensatable steps, a pivot and a retriable step; another edit gives another body.</summary>
    public static string Saga(int i, int edit = 0)
    {
        var text = new StringBuilder($$"""
            using SagaDsl;

            namespace Application.Saga{{i}};

            public sealed record Input(string Customer, decimal Total);

            public interface IService
            {
                Task<string> DoAsync(string key, string customer, CancellationToken cancellationToken);

                Task UndoAsync(string key, CancellationToken cancellationToken);
            }

            [Saga("saga-{{i}}"), Timeout("24h")]
            public sealed partial class Process{{i}}(IService service) : ISaga<Input, Result10>
            {

            """);
        for (var step = 1; step <= StepsPerSaga; step++)
        {
            var (parameters, argument) = step == 1 ? ("Input input", "input.Customer") : ($"Input input, Result{step - 1} before", "before.Value");
            var attributes = step switch
            {
                9 => "[Step(Kind = StepKind.Pivot)]",
                10 => "[Step(Kind = StepKind.Retriable)]",
                _ when step % 2 == 0 => $"[Step(Compensation = nameof(Undo{step})), Retry(MaxAttempts = 5, FirstDelay = \"200ms\"), Timeout(\"5s\")]",
                _ => $"[Step(Compensation = nameof(Undo{step}))]",
            };
            text.Append($$"""
                    {{attributes}}
                    public async Task<Result{{step}}> Step{{step}}({{parameters}}, StepContext step) =>
                        new(await service.DoAsync(step.IdempotencyKey, {{argument}} + {{edit}}, step.CancellationToken));


                """);
            if (step <= 8)
                text.Append($"    public Task Undo{step}(StepContext step) => service.UndoAsync(step.ActionKey, step.CancellationToken);\n\n");
        }

        text.Append("}\n\n");
        for (var step = 1; step <= StepsPerSaga; step++)
            text.Append($"public sealed record Result{step}(string Value);\n");
        return text.ToString();
    }
}
