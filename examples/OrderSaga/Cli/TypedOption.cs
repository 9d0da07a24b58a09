using System.CommandLine;
using System.Globalization;

namespace Shop.Cli;

/// <summary>Makes options that say what they take, and what was typed in its place.</summary>
public static class TypedOption
{
    /// <summary>An option that takes a text: a path.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="value">What its value is called in the help.</param>
    /// <param name="description">What it is for.</param>
    public static Option<string?> Text(string name, string value, string description) =>
        Make(name, value, description, "a path", text => text.Trim().Length > 0 ? text : null);

    /// <summary>An option that takes a whole number.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="least">The least it takes.</param>
    /// <param name="most">The most it takes.</param>
    public static Option<int?> Whole(string name, string description, int least, int most) =>
        Make<int?>(name, "N", description, $"a whole number from {least} to {most}", text =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= least && n <= most ? n : null);

    /// <summary>An option that takes a seed.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="description">What it is for.</param>
    public static Option<int?> Seed(string name, string description) => Make<int?>(name, "N", description, "a whole number", text =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : null);

    /// <summary>An option that takes an amount of money.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="description">What it is for.</param>
    public static Option<decimal?> Amount(string name, string description) => Make<decimal?>(name, "AMOUNT", description, "an amount of 0 or more", text =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null);

    /// <summary>An option that takes something else.</summary>
    /// <typeparam name="T">What is made of it.</typeparam>
    /// <param name="name">What it is called.</param>
    /// <param name="value">What its value is called in the help.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="takes">What it takes, for who typed something else.</param>
    /// <param name="read">Reads it; null: it is not that.</param>
    public static Option<T?> Make<T>(string name, string value, string description, string takes, Func<string, T?> read) => new(name)
    {
        Description = description,
        HelpName = value,
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = result =>
        {
            // A forgotten value must not swallow the next option.
            if (result.Tokens.Count == 0 || result.Tokens[0].Value.StartsWith("--", StringComparison.Ordinal))
                result.AddError($"{name} needs {takes}.");
            else if (read(result.Tokens[0].Value) is { } known)
                return known;
            else
                result.AddError($"{name} needs {takes}, not '{result.Tokens[0].Value}'.");
            return default;
        },
    };
}
