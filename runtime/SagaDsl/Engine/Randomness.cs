using System.Globalization;

namespace SagaDsl.Engine;

/// <summary>The one place where randomness enters: jitter, nonces, command ids.</summary>
internal sealed class Randomness(Func<double>? injected)
{
#pragma warning disable RS0030 // The default source, replaced by SagaOptions.Random.
    private readonly Func<double> _next = injected ?? Random.Shared.NextDouble;
#pragma warning restore RS0030

    public double Next() => _next();

    public long NextNumber() => (long)(_next() * (1L << 53));

    public string NextId() => string.Create(CultureInfo.InvariantCulture, $"{NextNumber():x14}{NextNumber():x14}");
}
