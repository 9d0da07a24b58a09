namespace SagaDsl.Barrier.Tests;

/// <summary>Where the process is stopped.</summary>
public enum StopsAt
{
    /// <summary>Before it begins its transaction.</summary>
    Begin = 0,

    /// <summary>When the barrier has returned and the transaction is open: right before the commit.</summary>
    Commit = 1,

    /// <summary>After the commit, before anybody is told.</summary>
    Told = 2,
}
