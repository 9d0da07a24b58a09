namespace Shop.Data;

/// <summary>Something that was given to the program is wrong. The message is one line for the person who gave it.</summary>
/// <param name="message">What is wrong and where: <c>orders.csv, line 12: …</c></param>
public sealed class InputException(string message) : Exception(message);
