using Shop;

[Saga("meaning")]
public sealed partial class Meaning(IMail mail) : ISaga
{
    [Step(Compensation = nameof(Undo)), [|NoCompensation("never")|]]
    public Task Send(CancellationToken stop) => mail.SendAsync("sent", stop);

    [[|RejectOn(typeof(CardDeclinedException))|], [|AtMostOnce|]]
    public Task Undo(CancellationToken stop) => mail.SendAsync("undone", stop);

    [[|Retry(MaxAttempts = 3)|], [|Timeout("5s")|]]
    public Task Helper(CancellationToken stop) => mail.SendAsync("helped", stop);
}

public sealed class NoSaga
{
    [[|Step|], [|Timeout("5s")|]]
    public void Send() { }
}

[[|Timeout("5s")|]]
public sealed class NoSagaEither;
