using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Rules;

/// <summary>SAGA211, 212: only exceptions that mean "nothing happened" may reject a step.</summary>
internal static class RejectionRules
{
    private const string Base = "global::System.Exception";
    private const string Lost = "The saga would skip the undo, and the effect would stay";

    public static IEnumerable<Finding> Check(Wiring wiring) =>
        wiring.Steps.SelectMany(step => step.Action.RejectOn.SelectMany((rejection, i) => Check(step.Action, rejection, i)));

    private static IEnumerable<Finding> Check(MethodModel step, RejectModel rejection, int ordinal)
    {
        var anchor = Anchor.Argument(step, KnownAttribute.RejectOn, ordinal: ordinal);
        if (WhyWrong(rejection) is { } why)
            yield return RuleCatalog.RejectMeansUnknown.At(anchor, rejection.Exception.Display, step.Name, why);
        else if (IsUncertain(rejection))
            yield return RuleCatalog.RejectMayMeanUnknown.At(anchor, rejection.Exception.Display, step.Name);
    }

    private static string? WhyWrong(RejectModel rejection) => rejection.Exception.Identity switch
    {
        Base or "global::System.SystemException" => $"any failure is one, a lost reply too. {Lost}",
        "global::System.TimeoutException" => $"a call that timed out may well have happened. {Lost}",
        _ when Is(rejection, "global::System.OperationCanceledException") => $"a cancelled call may well have happened. {Lost}",
        _ when !rejection.Bases.Contains(Base) => "it is no exception, and would never be thrown",
        _ => null,
    };

    // Of these two only the types themselves: what a service derives from them may well say "refused".
    private static bool IsUncertain(RejectModel rejection) =>
        rejection.Exception.Identity is "global::System.Net.Http.HttpRequestException" or "global::System.IO.IOException"
            || Is(rejection, "global::System.Data.Common.DbException");

    private static bool Is(RejectModel rejection, string type) => rejection.Exception.Identity == type || rejection.Bases.Contains(type);
}
