using System.Data.Common;
using Shop;

[Saga("rejects")]
public sealed partial class Rejects : ISaga<Cart>
{
    [Step, NoCompensation("none"), RejectOn([|typeof(HttpRequestException)|])]
    public Task One(Cart cart) => Task.CompletedTask;

    [Step, NoCompensation("none"), RejectOn([|typeof(IOException)|], [|typeof(DbException)|])]
    public Task Two(Cart cart) => Task.CompletedTask;
}
