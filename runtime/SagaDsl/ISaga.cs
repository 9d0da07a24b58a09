namespace SagaDsl;

/// <summary>Marks a saga that takes no input and has no result.</summary>
public interface ISaga;

/// <summary>Marks a saga that takes an input and has no result.</summary>
/// <typeparam name="TInput">The input given at the start.</typeparam>
public interface ISaga<TInput>;

/// <summary>Marks a saga that takes an input and ends with a result.</summary>
/// <typeparam name="TInput">The input given at the start.</typeparam>
/// <typeparam name="TResult">The result of a completed saga.</typeparam>
public interface ISaga<TInput, TResult>;
