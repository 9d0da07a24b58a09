// HTTP with a checked status; refusals told from unknown failures; polling; an effect that must not be tried twice.
using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.Logging;

namespace Bank;

public sealed record Transfer(string Id, string FromAccount, string ToAccount, decimal Amount);

public sealed record Hold(string Reference);

public sealed record Settlement(string Reference, DateTimeOffset At);

[Saga("transfer")]
internal sealed partial class TransferSaga(IHttpClientFactory clients, ILogger<TransferSaga> log) : ISaga<Transfer, Settlement>
{
    [Step(Compensation = nameof(ReleaseHold)), Timeout("10s")]
    internal async Task<Hold> PlaceHold(Transfer transfer, StepContext step)
    {
        using var http = clients.Open("ledger");
        using var request =
            new HttpRequestMessage(HttpMethod.Post, $"accounts/{transfer.FromAccount}/holds") { Content = JsonContent.Create(new { transfer.Amount }) };
        request.Headers.Add("Idempotency-Key", step.IdempotencyKey);
        using var response = await http.SendAsync(request, step.CancellationToken);
        if (response.StatusCode is HttpStatusCode.PaymentRequired)
            throw new StepRejectedException("The account does not cover the amount.");
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<Hold>(step.CancellationToken))!;
    }

    internal async Task ReleaseHold(Transfer transfer, StepContext step)
    {
        using var http = clients.Open("ledger");
        using var response =
            await http.DeleteAsync($"accounts/{transfer.FromAccount}/holds?key={Uri.EscapeDataString(step.ActionKey)}", step.CancellationToken);
        // Never placed: nothing to release.
        if (response.StatusCode != HttpStatusCode.NotFound)
            response.EnsureSuccessStatusCode();
        log.LogInformation("Hold of {Transfer} released under {Key}", transfer.Id, step.IdempotencyKey);
    }

    [Step(Kind = StepKind.Pivot), AtMostOnce]
    internal async Task<Settlement> Settle(Transfer transfer, Hold hold, StepContext step)
    {
        using var http = clients.Open("clearing");
        try
        {
            var response = await http.GetAsync($"settlements/{hold.Reference}", step.CancellationToken);
            if (response.StatusCode == HttpStatusCode.Accepted)
                throw new StepPendingException(TimeSpan.FromMinutes(5));
            if (!response.IsSuccessStatusCode)
                throw new InvalidOperationException($"Clearing answered {(int)response.StatusCode} for {transfer.Id}.");
        }
        catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.Conflict)
        {
            throw new StepRejectedException("The hold has expired.", e);
        }
        catch (Exception e)
        {
            log.LogWarning(e, "Clearing failed for {Transfer}", transfer.Id);
            throw;
        }
        return new(hold.Reference, step.TimeProvider.GetUtcNow());
    }
}

public interface IHttpClientFactory
{
    HttpClient Open(string name);
}
