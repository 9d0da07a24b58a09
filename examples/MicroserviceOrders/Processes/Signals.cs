using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Shop.Processes;

/// <summary>Signals to processes, by their ids.</summary>
internal static class Signals
{
    /// <summary>Whether there are signals here.</summary>
    public static bool Exist => !OperatingSystem.IsWindows();

    /// <summary>Sends a signal; nothing where the process has ended. Without signals a process can only be ended.</summary>
    public static void Send(int process, Signal signal)
    {
        if (Exist)
            _ = Kill(process, Number(signal));
        else if (signal is Signal.Terminate or Signal.Kill)
            Process.GetProcessById(process).Kill();
    }

    private static int Number(Signal signal) => signal switch
    {
        Signal.Kill => 9,
        Signal.Terminate => 15,
        Signal.Stop => OperatingSystem.IsMacOS() ? 17 : 19,
        _ => OperatingSystem.IsMacOS() ? 19 : 18,
    };

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}

/// <summary>What a process can be told.</summary>
internal enum Signal
{
    /// <summary>End in good order.</summary>
    Terminate = 0,

    /// <summary>End at once, as in a crash.</summary>
    Kill = 1,

    /// <summary>Stand still.</summary>
    Stop = 2,

    /// <summary>Go on.</summary>
    Continue = 3,
}
