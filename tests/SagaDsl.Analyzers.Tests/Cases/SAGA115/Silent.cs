using Shop;

[Saga("meaning"), Timeout("1h")]
public sealed partial class Meaning(IMail mail) : ISaga
{
    [Step(Compensation = nameof(Undo)), Timeout("5s"), AtMostOnce, RejectOn(typeof(CardDeclinedException))]
    public Task Send(CancellationToken stop) => mail.SendAsync("sent", stop);

    [Retry(MaxAttempts = 3), Timeout("5s")]
    public Task Undo(CancellationToken stop) => mail.SendAsync("undone", stop);
}

// Attributes of that name, of someone else.
public sealed class Other
{
    [Theirs.Step]
    public void Send() { }
}

namespace Theirs
{
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class StepAttribute : Attribute;
}
