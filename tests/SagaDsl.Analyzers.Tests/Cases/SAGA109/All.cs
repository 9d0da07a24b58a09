using Shop;

[Saga("async-void")]
public sealed partial class AsyncVoid(IMail mail) : ISaga
{
    [Step(Compensation = nameof(Undo))]
    public async void Send(CancellationToken stop) => await mail.SendAsync("sent", stop);

    public async void Undo(CancellationToken stop) => await mail.SendAsync("undone", stop);
}
