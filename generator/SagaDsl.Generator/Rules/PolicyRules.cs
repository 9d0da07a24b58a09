using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>SAGA107, 108: durations and retry policies.</summary>
internal static class PolicyRules
{
    public static IEnumerable<Finding> Check(SagaModel saga) =>
        Time(saga.Timeout, Anchor.Class(KnownAttribute.Timeout)).Concat(saga.Methods.SelectMany(Check));

    private static IEnumerable<Finding> Check(MethodModel method)
    {
        foreach (var finding in Time(method.Timeout, Anchor.Argument(method, KnownAttribute.Timeout)))
            yield return finding;
        if (method.Retry is not { } retry)
            yield break;
        foreach (var finding in Time(retry.FirstDelay, On(Vocabulary.Retry.FirstDelay)))
            yield return finding;
        foreach (var finding in Time(retry.MaxDelay, On(Vocabulary.Retry.MaxDelay)))
            yield return finding;

        if (retry.MaxAttempts < 1)
            yield return RuleCatalog.BadRetry.At(
                On(Vocabulary.Retry.MaxAttempts), method.Name, $"MaxAttempts is {retry.MaxAttempts}, and the first call counts: at least 1");
        if (retry.Factor is { } factor && !(factor >= 1 && factor <= 1_000_000))
            yield return RuleCatalog.BadRetry.At(On(Vocabulary.Retry.Factor), method.Name, "Factor must be from 1 to 1,000,000, so that delays do not shrink");
        if (retry is { FirstDelay: { } first, MaxDelay: { } longest }
            && Duration.TryParse(first, out var begin, out _) && Duration.TryParse(longest, out var end, out _) && begin > end)
            yield return RuleCatalog.BadRetry.At(On(Vocabulary.Retry.FirstDelay), method.Name, $"FirstDelay \"{first}\" is longer than MaxDelay \"{longest}\"");

        Anchor On(string property) => Anchor.Argument(method, KnownAttribute.Retry, property);
    }

    private static IEnumerable<Finding> Time(string? text, Anchor anchor)
    {
        if (text is not null && !Duration.TryParse(text, out _, out var problem))
            yield return RuleCatalog.BadDuration.At(anchor.Within(problem), text, problem.Why);
    }
}
