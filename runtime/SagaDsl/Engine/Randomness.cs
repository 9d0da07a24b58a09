using System.Globalization;

namespace SagaDsl.Engine;

/// <summary>The one place where randomness enters: jitter, nonces, command ids.</summary>
internal sealed class Randomness(Func<double>? injected)
{
#pragma warning disable RS0030 // The default source, replaced by SagaOptions.Random.
    public Func<double> NextFunction { get; } = injected ?? Random.Shared.NextDouble;
#pragma warning restore RS0030

    public double Next() => NextFunction();

    public long NextNumber() => (long)(NextFunction() * (1L << 53));

    public string NextId() => string.Create(CultureInfo.InvariantCulture, $"{NextNumber():x14}{NextNumber():x14}");
}
