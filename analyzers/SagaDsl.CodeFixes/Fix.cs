using Microsoft.CodeAnalysis;

namespace SagaDsl.CodeFixes;

/// <summary>One way to fix a finding.</summary>
/// <param name="title">What the person sees in the menu.</param>
/// <param name="key">What fix-all goes by: the same for every finding that is fixed the same way.</param>
/// <param name="apply">Makes the change.</param>
internal sealed class Fix(string title, string key, Func<CancellationToken, Task<Solution>> apply)
{
    public string Title { get; } = title;

    public string Key { get; } = key;

    public Func<CancellationToken, Task<Solution>> Apply { get; } = apply;
}
