// Bodies that look wrong at a first glance and are right.
namespace Tricky;

public sealed record Job(string Id, IReadOnlyList<string> Parts);

public sealed record Ticket(Guid Id, int Draw, DateTimeOffset At);

public sealed record LoanRequest(string Id);

public interface IService
{
    Task DoAsync(string idempotencyKey, string part, CancellationToken cancellationToken = default);
    Task<string> MakeAsync(string idempotencyKey, CancellationToken cancellationToken = default);
    Task ApproveAsync(string requestId, CancellationToken cancellationToken = default);
    Task<string> ReadAsync(string idempotencyKey, CancellationToken cancellationToken = default);
    Task<bool> DeleteAsync(string key, CancellationToken cancellationToken = default);
    Task UnlockAsync(string key, CancellationToken cancellationToken = default);
}

[Saga("tricky")]
public sealed partial class Tricky(IService service, HttpClient http) : ISaga<Job>
{
    // Makes fresh values and calls nobody: the result is journaled.
    [Step, NoCompensation("makes numbers only")]
    public Ticket Draw(Job job, StepContext step) => new(Guid.NewGuid(), Random.Shared.Next(job.Parts.Count), step.TimeProvider.GetUtcNow());

    [Step, NoCompensation("tested")]
    public LoanRequest Request(Ticket ticket)
    {
        var id = Guid.CreateVersion7();
        return new($"{id:N}-{ticket.Draw}");
    }

    // Each part is tried; what failed is thrown in the end.
    [Step, NoCompensation("tested")]
    public async Task All(Job job, StepContext step)
    {
        var failures = new List<Exception>();
        foreach (var part in job.Parts)
        {
            try
            {
                await service.DoAsync(step.KeyFor(part), part, step.CancellationToken);
            }
            catch (Exception e)
            {
                failures.Add(e);
            }
        }
        if (failures.Count > 0)
            throw new AggregateException(failures);
    }

    [Step, NoCompensation("tested")]
    public async Task<string> Winner(StepContext step)
    {
        var winner = await Task.WhenAny(service.ReadAsync("a", step.CancellationToken), service.ReadAsync("b", step.CancellationToken));
        return winner.Result;
    }

    [Step, NoCompensation("tested")]
    public async Task<string> Joined(Job job, StepContext step)
    {
        var reads = job.Parts.Select(p => service.ReadAsync(p, step.CancellationToken)).ToList();
        await Task.WhenAll(reads);
        return string.Concat(reads.Select(r => r.Result));
    }

    // A second try of the same effect keeps the key.
    [Step, NoCompensation("tested")]
    public async Task<string> Twice(StepContext step)
    {
        string made;
        try
        {
            made = await service.MakeAsync(step.IdempotencyKey, step.CancellationToken);
        }
        catch (TimeoutException)
        {
            made = await service.MakeAsync(step.IdempotencyKey, step.CancellationToken);
        }
        finally
        {
            // Goes on after a cancellation.
            await service.UnlockAsync(step.InstanceId);
        }
        return made;
    }

    // The number of a request, not the key of a call; and a bool that says "was it there".
    [Step, NoCompensation("tested")]
    public async Task Approve(LoanRequest request, StepContext step)
    {
        await service.ApproveAsync(requestId: request.Id, step.CancellationToken);
        await service.DeleteAsync(request.Id, step.CancellationToken);
        if (!await IsUp(step.CancellationToken))
            throw new StepPendingException(TimeSpan.FromSeconds(5));
    }

    [Step(Kind = StepKind.Retriable)]
    public Task Switch(Job job, StepContext step) => job.Parts.Count switch
    {
        0 => Task.CompletedTask,
        1 => service.DoAsync(step.IdempotencyKey, job.Parts[0], step.CancellationToken),
        _ => service.DoAsync(step.IdempotencyKey, job.Id, step.CancellationToken),
    };

    private async Task<bool> IsUp(CancellationToken stop)
    {
        try
        {
            using var response = await http.GetAsync("/health", stop);
            return response.IsSuccessStatusCode;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
