using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using SagaDsl.Generator.Model;

namespace SagaDsl.Analyzers;

/// <summary>The types that rules ask for, looked up once per compilation.</summary>
internal sealed class KnownTypes
{
    private static readonly ConditionalWeakTable<Compilation, KnownTypes> Cache = new();
    private readonly ConditionalWeakTable<INamedTypeSymbol, SagaClass?> _sagas = new();

    private KnownTypes(Compilation compilation)
    {
        INamedTypeSymbol? Find(string name) => compilation.GetTypeByMetadataName(name);
        INamedTypeSymbol? Ours(string name) => Find($"{Vocabulary.Namespace}.{name}");
        Saga = Ours(Vocabulary.TypeOf(KnownAttribute.Saga));
        Step = Ours(Vocabulary.TypeOf(KnownAttribute.Step));
        Participant = Ours(Vocabulary.TypeOf(KnownAttribute.Participant));
        Handles = Ours(Vocabulary.TypeOf(KnownAttribute.Handles));
        Remote = Ours(Vocabulary.TypeOf(KnownAttribute.Remote) + "`1");
        Timeout = Ours(Vocabulary.TypeOf(KnownAttribute.Timeout));
        StepContext = Ours("StepContext");
        Rejection = Ours("StepRejectedException");
        ClientBase = Ours("SagaClientBase");
        SagaStatus = Ours("SagaStatus");
        Token = Find("System.Threading.CancellationToken");
        Tasks = [
            Find("System.Threading.Tasks.Task"), Find("System.Threading.Tasks.Task`1"),
            Find("System.Threading.Tasks.ValueTask"), Find("System.Threading.Tasks.ValueTask`1"),
        ];
    }

    public INamedTypeSymbol? Saga { get; }

    public INamedTypeSymbol? Step { get; }

    public INamedTypeSymbol? Participant { get; }

    public INamedTypeSymbol? Handles { get; }

    public INamedTypeSymbol? Remote { get; }

    public INamedTypeSymbol? Timeout { get; }

    public INamedTypeSymbol? StepContext { get; }

    public INamedTypeSymbol? Rejection { get; }

    public INamedTypeSymbol? ClientBase { get; }

    public INamedTypeSymbol? SagaStatus { get; }

    public INamedTypeSymbol? Token { get; }

    private INamedTypeSymbol?[] Tasks { get; }

    /// <summary>The types of a compilation, or null where SagaDsl is not referenced.</summary>
    public static KnownTypes? Of(Compilation compilation) =>
        Cache.GetValue(compilation, static c => new(c)) is { Saga: not null } types ? types : null;

    /// <summary>The saga or participant that a class is, or null.</summary>
    public SagaClass? SagaOf(INamedTypeSymbol type) =>
        _sagas.TryGetValue(type, out var known) ? known : _sagas.GetValue(type, t => SagaClass.Of(t, this));

    public bool IsContext(ITypeSymbol? type) => Same(type, StepContext);

    public bool IsToken(ITypeSymbol? type) => Same(type, Token);

    /// <summary>Task, ValueTask, and both with a result.</summary>
    public bool IsTask(ITypeSymbol? type)
    {
        foreach (var task in Tasks)
        {
            if (Same(type?.OriginalDefinition, task))
                return true;
        }
        return false;
    }

    /// <summary>The result of a task, or the type itself; null for a task without result.</summary>
    public ITypeSymbol? Unwrapped(ITypeSymbol? type) =>
        !IsTask(type) ? type : type is INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } ? arguments[0] : null;

    public static bool Same(ITypeSymbol? one, ITypeSymbol? other) => one is not null && SymbolEqualityComparer.Default.Equals(one, other);

    public static bool IsOrDerives(ITypeSymbol? type, ITypeSymbol? ancestor)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (Same(type.OriginalDefinition, ancestor))
                return true;
        }
        return false;
    }
}
