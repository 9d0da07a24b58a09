using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Reading;

/// <summary>Reads one method: its attributes from syntax, and its signature where it is a step or compensation.</summary>
internal sealed class MethodReader(AttributeNames names, ArgumentReader arguments, TypeReader types, RemoteReader remotes)
{
    /// <summary>Reads what the attributes say, and no signature.</summary>
    /// <param name="method">The method.</param>
    /// <param name="syntax">Its declaration.</param>
    /// <param name="overload">Which of the class's methods of its name it is.</param>
    /// <param name="isStep">Which attributes make a method a step in its class.</param>
    public MethodModel ReadAttributes(IMethodSymbol method, MethodDeclarationSyntax syntax, int overload, Predicate<KnownAttribute> isStep)
    {
        var model = new MethodModel { Name = method.Name, Overload = overload };
        var rejections = default(List<RejectModel>);
        foreach (var list in syntax.AttributeLists)
        {
            foreach (var attribute in list.Attributes)
            {
                var known = names.Identify(attribute);
                if (known == KnownAttribute.None)
                    continue;
                model = model with { Traits = model.Traits | MethodTraits.Annotated };
                switch (known)
                {
                    case KnownAttribute.Step when isStep(known) && model.Remote is null:
                        model = model with { Step = ReadStep(attribute) };
                        break;
                    case KnownAttribute.Remote when isStep(known):
                        model = model with
                        {
                            Traits = model.Traits | Modifiers(syntax) | (model.Step is null ? 0 : MethodTraits.TwoRoles),
                            Step = ReadRemote(attribute),
                            Remote = remotes.Read(attribute, method),
                        };
                        break;
                    case KnownAttribute.Step when isStep(known):
                        model = model with { Traits = model.Traits | MethodTraits.TwoRoles };
                        break;
                    case KnownAttribute.Handles when isStep(known):
                        model = model with { Traits = model.Traits | MethodTraits.Handler, Step = ReadHandles(attribute) };
                        break;
                    case KnownAttribute.Retry:
                        model = model with { Retry = ReadRetry(attribute) };
                        break;
                    case KnownAttribute.Timeout:
                        model = model with { Timeout = First(attribute) ?? "" };
                        break;
                    case KnownAttribute.NoCompensation:
                        model = model with { NoCompensation = First(attribute) ?? "" };
                        break;
                    case KnownAttribute.AtMostOnce:
                        model = model with { Traits = model.Traits | MethodTraits.AtMostOnce };
                        break;
                    case KnownAttribute.RejectOn:
                        ReadRejections(attribute, rejections ??= []);
                        break;
                }
            }
        }

        return rejections is null ? model : model with { RejectOn = rejections.ToEquatable() };
    }

    /// <summary>Adds the signature.</summary>
    public MethodModel ReadSignature(MethodModel model, IMethodSymbol method)
    {
        var traits = model.Traits;
        if (method.IsStatic)
            traits |= MethodTraits.Static;
        if (method.IsAsync)
            traits |= MethodTraits.Async;
        if (method.IsGenericMethod)
            traits |= MethodTraits.Generic;

        var (kind, result) = Returned(method, types);
        return model with
        {
            Traits = traits,
            Returns = kind,
            Result = result,
            Parameters = method.Parameters.Select(ReadParameter).ToEquatable(),
        };
    }

    public string? First(AttributeSyntax attribute) => arguments.Text(ArgumentReader.Positional(attribute).FirstOrDefault());

    private StepModel ReadStep(AttributeSyntax attribute) => ReadStep(
        attribute, KnownAttribute.Step, First(attribute), arguments.Text(ArgumentReader.Named(attribute, Vocabulary.Step.Compensation)));

    private StepModel ReadRemote(AttributeSyntax attribute) =>
        ReadStep(attribute, KnownAttribute.Remote, arguments.Text(ArgumentReader.Named(attribute, Vocabulary.Remote.Name)), null);

    private StepModel ReadStep(AttributeSyntax attribute, KnownAttribute declaredBy, string? name, string? compensation)
    {
        var after = ArgumentReader.Elements(ArgumentReader.Named(attribute, Vocabulary.Step.After));
        return new(
            declaredBy,
            name,
            compensation,
            arguments.Kind(ArgumentReader.Named(attribute, Vocabulary.Step.Kind)),
            after is not null,
            (after ?? []).Select(e => arguments.Text(e) ?? "").ToEquatable());
    }

    private StepModel ReadHandles(AttributeSyntax attribute) => new(
        KnownAttribute.Handles,
        First(attribute),
        arguments.Text(ArgumentReader.Named(attribute, Vocabulary.Handles.Compensation)),
        StepModel.Compensatable,
        HasAfter: false,
        After: default);

    private static MethodTraits Modifiers(MethodDeclarationSyntax syntax)
    {
        var traits = MethodTraits.None;
        foreach (var modifier in syntax.Modifiers)
        {
            traits |= modifier.Kind() switch
            {
                SyntaxKind.PartialKeyword => MethodTraits.Partial,
                SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.PrivateKeyword => MethodTraits.Accessible,
                _ => MethodTraits.None,
            };
        }

        return traits;
    }

    private RetryModel ReadRetry(AttributeSyntax attribute) => new(
        arguments.Value(ArgumentReader.Named(attribute, Vocabulary.Retry.MaxAttempts)) is int attempts ? attempts : null,
        arguments.Text(ArgumentReader.Named(attribute, Vocabulary.Retry.FirstDelay)),
        arguments.Text(ArgumentReader.Named(attribute, Vocabulary.Retry.MaxDelay)),
        arguments.Value(ArgumentReader.Named(attribute, Vocabulary.Retry.Factor))
            switch { double factor => factor, float factor => factor, int factor => factor, long factor => factor, _ => null },
        arguments.Value(ArgumentReader.Named(attribute, Vocabulary.Retry.Jitter)) is not false);

    private void ReadRejections(AttributeSyntax attribute, List<RejectModel> into)
    {
        var definite = arguments.Value(ArgumentReader.Named(attribute, Vocabulary.RejectOn.Definite)) is true;
        foreach (var argument in ArgumentReader.Positional(attribute))
        {
            foreach (var expression in ArgumentReader.Elements(argument) ?? [argument])
            {
                if (arguments.Type(expression) is not { } type)
                    continue;
                var bases = new List<string>();
                for (var at = type.BaseType; at is not null; at = at.BaseType)
                    bases.Add(types.Read(at).Identity);
                into.Add(new(types.Read(type), definite, bases.ToEquatable()));
            }
        }
    }

    /// <summary>How a method returns, and what.</summary>
    public static (ReturnKind Kind, TypeRef? Result) Returned(IMethodSymbol method, TypeReader types)
    {
        if (method.ReturnsVoid)
            return (ReturnKind.Void, null);
        var type = method.ReturnType;
        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
            return (ReturnKind.Unsupported, types.Read(type));
        if (type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments.Length: <= 1 } task && TypeFacts.IsIn(task, "System.Threading.Tasks"))
        {
            var isTask = task.Name == "Task";
            return task.TypeArguments is [var result]
                ? (Usable(result, isTask ? ReturnKind.TaskOf : ReturnKind.ValueTaskOf, types), types.Read(result))
                : (isTask ? ReturnKind.Task : ReturnKind.ValueTask, null);
        }

        return (method.IsAsync || type.Name == "IAsyncEnumerable" ? ReturnKind.Unsupported : Usable(type, ReturnKind.Value, types), types.Read(type));
    }

    private static ReturnKind Usable(ITypeSymbol type, ReturnKind kind, TypeReader types) =>
        types.Read(type).Is(TypeTraits.Unusable | TypeTraits.Unknown) ? ReturnKind.Unsupported : kind;

    private ParameterModel ReadParameter(IParameterSymbol parameter)
    {
        var type = types.Read(parameter.Type);
        var kind = parameter switch
        {
            { RefKind: not (RefKind.None or RefKind.In) } => ParameterKind.Unsupported,
            { Type.Name: "StepContext" } when TypeFacts.IsIn(parameter.Type, Vocabulary.Namespace) => ParameterKind.Context,
            { Type.Name: "CancellationToken" } when TypeFacts.IsIn(parameter.Type, "System.Threading") => ParameterKind.Token,
            _ => type.Is(TypeTraits.Unusable | TypeTraits.Unknown) ? ParameterKind.Unsupported : ParameterKind.Value,
        };
        var model = new ParameterModel { Name = parameter.Name, Type = type, Kind = kind };
        if (parameter.DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax() is not ParameterSyntax { AttributeLists.Count: > 0 } syntax)
            return model;

        foreach (var attribute in syntax.AttributeLists.SelectMany(l => l.Attributes))
        {
            model = names.Identify(attribute) switch
            {
                KnownAttribute.From => model with { From = First(attribute) ?? "" },
                KnownAttribute.FromInput => model with { FromInput = true },
                _ => model,
            };
        }

        return model;
    }
}
