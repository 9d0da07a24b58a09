namespace SagaDsl.Generator.Model;

/// <summary>A participant as its author wrote it, right or wrong: a class, or the contract of one, an interface.</summary>
internal sealed record ParticipantModel
{
    /// <summary>The class as a whole, whose steps are the handlers.</summary>
    public required SagaModel Class { get; init; }

    /// <summary>Each handler as what it is at run time: a saga of one step.</summary>
    public EquatableArray<SagaModel> Handlers { get; init; }

    /// <summary>What its contracts say and it does not, and the members of them that it leaves to be generated.</summary>
    public EquatableArray<ContractModel> Contracts { get; init; }
}

/// <summary>A handler as it is seen from outside: from the symbols of its participant, which may stand in another assembly.</summary>
/// <param name="Method">The method's name.</param>
/// <param name="Name">The handler's name.</param>
/// <param name="Command">The command's type; null: it takes none.</param>
/// <param name="Reply">The reply's type; null: it returns nothing.</param>
/// <param name="Compensation">What undoes it; null: nothing.</param>
/// <param name="NoCompensation">Why nothing must be undone, where that is stated.</param>
internal sealed record HandlerModel(string Method, string Name, TypeRef? Command, TypeRef? Reply, string? Compensation, string? NoCompensation);

/// <summary>What <c>[Remote]</c> says, and what its participant says of the handler.</summary>
/// <param name="Type">The participant's class or contract.</param>
/// <param name="Participant">Its name; null where it is no participant.</param>
/// <param name="Handler">The method named.</param>
/// <param name="Found">How many handlers are methods of that name.</param>
/// <param name="Handles">The handler, where it is one.</param>
/// <param name="Others">Where it is not one: the methods of the participant that are handlers.</param>
/// <param name="Constructors">The command's constructors that generated code can call; only where the parameters are not the command itself.</param>
internal sealed record RemoteModel(TypeRef Type, string? Participant, string Handler, int Found, HandlerModel? Handles, EquatableArray<string> Others,
    EquatableArray<ConstructorModel> Constructors);

/// <summary>A constructor of a command.</summary>
internal sealed record ConstructorModel(EquatableArray<ConstructorParameter> Parameters);

/// <summary>A parameter of a command's constructor.</summary>
internal sealed record ConstructorParameter(string Name, TypeRef Type);

/// <summary>A contract that a participant's class implements.</summary>
/// <param name="Display">The interface.</param>
/// <param name="Name">The participant's name on it; null: no text.</param>
/// <param name="Handlers">Its handlers.</param>
/// <param name="Missing">Members that the class does not implement as C# asks, as explicit implementations without a body.</param>
internal sealed record ContractModel(string Display, string? Name, EquatableArray<HandlerModel> Handlers, EquatableArray<MissingMember> Missing);

/// <summary>A member of a contract that its class does not implement.</summary>
/// <param name="Method">The method's name.</param>
/// <param name="Signature">The explicit implementation's, up to its body.</param>
internal sealed record MissingMember(string Method, string Signature);
