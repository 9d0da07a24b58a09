using System.Globalization;

namespace SagaDsl.Engine;

/// <summary>The one place where randomness enters: jitter, nonces, command ids.</summary>
internal sealed class Randomness
{
#pragma warning disable RS0030 // The default source, replaced by SagaOptions.Random.
    private static readonly Func<double> Default = Random.Shared.NextDouble;
#pragma warning restore RS0030

    public Randomness(Func<double>? injected) => NextFunction = injected is null ? Default : () => Checked(injected);

    public Func<double> NextFunction { get; }

    public double Next() => NextFunction();

    public long NextNumber() => (long)(NextFunction() * (1L << 53));

    public string NextId() => string.Create(CultureInfo.InvariantCulture, $"{NextNumber():x14}{NextNumber():x14}");

    // A source that throws, or draws outside its range, would fail the turns of every instance, and their next tries with them.
    private static double Checked(Func<double> injected)
    {
        try
        {
            return injected() is >= 0 and < 1 and var drawn ? drawn : Default();
        }
        catch (Exception)
        {
            return Default();
        }
    }
}
