// No input at all; a JSON context; optional results; two parts of one class; local functions and patterns.
using System.Text.Json.Serialization;

namespace Signup;

public sealed record Account(string Id, string Email);

public sealed record Coupon(string Code);

public interface IDirectory
{
    Task<Account> OpenAsync(string idempotencyKey, string owner, CancellationToken cancellationToken);
    Task CloseAsync(string idempotencyKey, string account, CancellationToken cancellationToken);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(Coupon))]
internal sealed partial class SignupJson : JsonSerializerContext;

[Saga("signup", Json = typeof(SignupJson))]
internal sealed partial class SignupSaga(IDirectory directory) : ISaga
{
    [Step(Compensation = nameof(CloseAsync))]
    public async Task<Account> OpenAsync(StepContext step)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(step.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        try
        {
            return await directory.OpenAsync(step.IdempotencyKey, step.InstanceId, limit.Token);
        }
        catch (ArgumentException e)
        {
            throw new StepRejectedException("The name is not allowed.", e);
        }
    }

    public Task CloseAsync(StepContext step) => step.ActionOutcome switch
    {
        ActionOutcome.Ok or ActionOutcome.InDoubt => directory.CloseAsync(step.IdempotencyKey, step.ActionKey, step.CancellationToken),
        _ => Task.CompletedTask,
    };

    [Step, NoCompensation("a coupon that nobody knows does no harm")]
    public Coupon? Draw(Account account)
    {
        return IsLucky(account.Id) ? new Coupon(account.Id[..4]) : null;

        static bool IsLucky(string id) => id.Length % 7 == 0;
    }
}

internal sealed partial class SignupSaga
{
    [Step(Kind = StepKind.Retriable)]
    private async Task Welcome(Account account, Coupon? coupon, StepContext step)
    {
        var text = coupon is { Code: var code } ? $"Welcome, and here is {code}" : "Welcome";
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await File.AppendAllTextAsync(account.Email, text, step.CancellationToken);
                return;
            }
            catch (IOException) when (attempt < 3)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), step.TimeProvider, step.CancellationToken);
            }
        }
    }
}
