using System.Diagnostics;
using System.Text;

namespace SagaDsl.Package.Tests;

/// <summary>Runs a program to its end, and keeps what it said.</summary>
internal static class Dotnet
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    public static Task<Said> RunAsync(string folder, string arguments, params (string Name, string Value)[] environment) =>
        RunProgramAsync("dotnet", folder, arguments, environment);

    public static async Task<Said> RunProgramAsync(string program, string folder, string arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // A build server would outlive the test and hold its folder.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        // What the surrounding `dotnet test` says about its own build is not for this one.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.Ordinal)
            || name.StartsWith("VSTEST", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"'{program} {arguments}' did not end within {Limit}.\n{await output}\n{await errors}");
        }

        return new($"{program} {arguments}", process.ExitCode, await output, await errors);
    }
}

/// <summary>What a program said.</summary>
internal sealed record Said(string Command, int ExitCode, string Output, string Errors)
{
    /// <summary>The output of a run that must have succeeded.</summary>
    public string MustSucceed()
    {
        Assert.True(ExitCode == 0, ToString());
        return Output;
    }

    /// <summary>The output of a run that must have failed.</summary>
    public string MustFail()
    {
        Assert.True(ExitCode != 0, ToString());
        return Output + Errors;
    }

    public override string ToString() => new StringBuilder().AppendLine($"'{Command}' ended with {ExitCode}.").AppendLine(Output).AppendLine(Errors).ToString();
}
