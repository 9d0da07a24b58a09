namespace SagaDsl;

/// <summary>How a barrier keeps its rows.</summary>
public sealed class BarrierOptions
{
    /// <summary>The table, with its schema where it is not in the default one: <c>shop.barrier</c>. Default: <c>sagadsl_barrier</c>.</summary>
    public string Table { get; set; } = "sagadsl_barrier";

    /// <summary>The largest reply, in bytes of JSON. Default: <see cref="SagaOptions.MaxPayloadBytes"/>, which is 1 MiB by default.</summary>
    public int MaxReplyBytes { get; set; } = 1024 * 1024;

    /// <summary>The clock that dates rows, for <see cref="IBarrier.ForgetAsync"/>. Default: the container's, or the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
